package io.minimlops.tracker.dvc;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What the bucket holds, as far as we know. Objects that are being collected count as gone.
@ApplicationScoped
class ObjectIndex {

    private static final String ONE =
            " where repo_id = ? and layout = ? and md5 = ? and is_dir = ?";

    private final Database database;
    private final String trusted;

    ObjectIndex(Database database, DvcConfig config) {
        this.database = database;
        this.trusted = config.trust().toMillis() + " milliseconds";
    }

    /// @param trusted whether the bucket was seen to hold it a short while ago
    record Entry(StoredObject object, boolean trusted) {}

    Optional<Entry> find(long repo, ObjectId id) {
        return database.first(
                Sql.of(
                                "select layout, md5, is_dir, size, sha256,"
                                        + " seen_at > now() - ?::interval from dvc_object",
                                trusted)
                        .add(ONE + " and not leaving", key(repo, id)),
                row -> new Entry(object(row), row.getBoolean(6)));
    }

    /// Those of the objects that are there.
    List<StoredObject> find(long repo, Layout layout, Collection<UUID> files) {
        return database.query(
                Sql.of(
                        "select layout, md5, is_dir, size, sha256 from dvc_object where repo_id = ?"
                                + " and layout = ? and md5 = any(?::uuid[]) and not is_dir"
                                + " and not leaving",
                        repo,
                        layout.number(),
                        files.toArray(UUID[]::new)),
                ObjectIndex::object);
    }

    void add(long repo, StoredObject object) {
        database.update(
                Sql.of(
                        "insert into dvc_object (repo_id, layout, md5, is_dir, size, sha256)"
                                + " values (?, ?, ?, ?, ?, ?)"
                                + " on conflict (repo_id, layout, md5, is_dir) do update"
                                + " set size = excluded.size, seen_at = now(), leaving = false,"
                                + " sha256 = coalesce(excluded.sha256, dvc_object.sha256)",
                        repo,
                        object.id().layout().number(),
                        object.id().md5(),
                        object.id().isDir(),
                        object.size(),
                        object.sha256()));
    }

    /// @param members how often each file is named
    void addMembers(long repo, ObjectId directory, Map<UUID, Integer> members) {
        UUID[] files = members.keySet().toArray(UUID[]::new);
        Integer[] uses = members.values().toArray(Integer[]::new);
        database.update(
                Sql.of("insert into dvc_member (dir_id, md5, uses) select d.id, m.md5, m.uses")
                        .add(" from dvc_object d, unnest(?::uuid[], ?::int[])", files, uses)
                        .add(" as m (md5, uses)")
                        .add(ONE.replace(" md5 =", " d.md5 ="), key(repo, directory))
                        .add(" on conflict do nothing"));
    }

    void seen(long repo, ObjectId id) {
        database.update(
                Sql.of("update dvc_object set seen_at = now()")
                        .add(ONE + " and not leaving", key(repo, id)));
    }

    /// Keeps the files from being collected until the transaction ends, and for the time of grace
    /// after it.
    ///
    /// @return those that are there
    Set<UUID> hold(long repo, Layout layout, Collection<UUID> files) {
        return new HashSet<>(
                database.query(
                        Sql.of(
                                "with held as (select id from dvc_object where repo_id = ?"
                                        + " and layout = ? and md5 = any(?::uuid[]) and not is_dir"
                                        + " and not leaving order by md5 for no key update)"
                                        + " update dvc_object o set seen_at = now() from held"
                                        + " where o.id = held.id returning o.md5",
                                repo,
                                layout.number(),
                                files.toArray(UUID[]::new)),
                        row -> row.getObject(1, UUID.class)));
    }

    void remove(long repo, ObjectId id) {
        database.update(Sql.of("delete from dvc_object").add(ONE, key(repo, id)));
    }

    /// Takes an object back from the collector, waiting until that is done with it.
    void takeBack(long repo, ObjectId id) {
        database.update(Sql.of("delete from dvc_object").add(ONE + " and leaving", key(repo, id)));
    }

    private static Object[] key(long repo, ObjectId id) {
        return new Object[] {repo, id.layout().number(), id.md5(), id.isDir()};
    }

    static StoredObject object(ResultSet row) throws SQLException {
        return new StoredObject(
                new ObjectId(
                        Layout.of(row.getInt(1)), row.getObject(2, UUID.class), row.getBoolean(3)),
                row.getLong(4),
                row.getString(5));
    }
}
