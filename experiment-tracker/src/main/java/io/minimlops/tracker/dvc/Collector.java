package io.minimlops.tracker.dvc;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Removes what nothing needs: directories first, so that none is ever there without its files.
///
/// Objects leave in two steps. First they are marked, and no client finds them any more; then, row
/// by row under lock, they are removed from the bucket and the index. An upload of one of them in
/// between waits, and then stores it anew.
@ApplicationScoped
class Collector {

    private static final int BATCH = 200;

    private final Database database;
    private final DataBucket bucket;
    private final Survey survey;

    Collector(Database database, DataBucket bucket, Survey survey) {
        this.database = database;
        this.bucket = bucket;
        this.survey = survey;
    }

    /// What would go, or went.
    record Collected(boolean dryRun, long directories, long files, long bytes) {
        Collected plus(Collected other) {
            return new Collected(
                    dryRun,
                    directories + other.directories,
                    files + other.files,
                    bytes + other.bytes);
        }
    }

    /// @param kept what the caller still needs; the files of kept directories are kept as well, and
    ///     so is what versions of datasets hold
    /// @param grace what was stored or asked for within it is kept, and what that names
    Collected collect(
            RepoName repo, long repoId, List<ObjectId> kept, Duration grace, boolean dryRun) {
        survey.make(repo, repoId);
        Keep keep = new Keep(repoId, ids(kept, true), ids(kept, false), grace);
        if (dryRun) {
            return counted(keep);
        }
        Collected directories = removed(repo, keep, keep.unneededDirectories());
        return directories.plus(removed(repo, keep, keep.unneededFiles()));
    }

    private Collected counted(Keep keep) {
        return database.first(
                        Sql.of(
                                        "select count(*) filter (where is_dir),"
                                                + " count(*) filter (where not is_dir),"
                                                + " coalesce(sum(size), 0) from dvc_object where id in (")
                                .add(keep.unneededDirectories())
                                .add(" union all ")
                                .add(keep.unneededFiles())
                                .add(")"),
                        row -> new Collected(true, row.getLong(1), row.getLong(2), row.getLong(3)))
                .orElseThrow();
    }

    private Collected removed(RepoName repo, Keep keep, Sql unneeded) {
        Collected all = new Collected(false, 0, 0, 0);
        while (true) {
            List<Long> marked = QuarkusTransaction.requiringNew().call(() -> mark(keep, unneeded));
            if (marked.isEmpty()) {
                return all;
            }
            all =
                    all.plus(
                            QuarkusTransaction.requiringNew()
                                    .timeout(300)
                                    .call(() -> remove(repo, marked)));
        }
    }

    /// What was asked for meanwhile is not marked: a row's age is looked at again once it is
    /// locked.
    private List<Long> mark(Keep keep, Sql unneeded) {
        return database.query(
                Sql.of("with unneeded as (select id from dvc_object o where id in (")
                        .add(unneeded)
                        .add(" limit ?) and ", BATCH)
                        .add(keep.isOld("o"))
                        .add(" for update)")
                        .add(" update dvc_object o set leaving = true from unneeded")
                        .add(" where o.id = unneeded.id returning o.id"),
                row -> row.getLong(1));
    }

    private Collected remove(RepoName repo, List<Long> marked) {
        Long[] ids = marked.toArray(Long[]::new);
        List<StoredObject> leaving =
                database.query(
                        Sql.of(
                                "select layout, md5, is_dir, size, sha256 from dvc_object"
                                        + " where id = any(?::bigint[]) and leaving for update",
                                (Object) ids),
                        ObjectIndex::object);
        leaving.forEach(object -> bucket.remove(repo.key(object.id())));
        database.update(
                Sql.of(
                        "delete from dvc_object where id = any(?::bigint[]) and leaving",
                        (Object) ids));
        long directories = leaving.stream().filter(object -> object.id().isDir()).count();
        return new Collected(
                false,
                directories,
                leaving.size() - directories,
                leaving.stream().mapToLong(StoredObject::size).sum());
    }

    private static Set<UUID> ids(List<ObjectId> kept, boolean directories) {
        return Set.copyOf(
                kept.stream().filter(id -> id.isDir() == directories).map(ObjectId::md5).toList());
    }
}
