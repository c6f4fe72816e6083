package io.minimlops.tracker.dataset;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Page;
import io.minimlops.tracker.sql.PageToken;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Datasets and their versions. A version never changes and is never made twice.
@ApplicationScoped
class DatasetCatalog {

    private final Database database;
    private final VersionRows rows;

    DatasetCatalog(Database database, VersionRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /// @param created whether it was not there before
    record Made(DatasetVersion version, boolean created) {}

    /// @param storedBytes each content counted once
    /// @param logicalBytes all files of all versions
    /// @param sharedFiles contents that stand for more than one file
    record Dataset(
            String name,
            int versions,
            long files,
            long storedBytes,
            long logicalBytes,
            long sharedFiles,
            Instant createdAt) {}

    /// The version with this content: the one there is, or a new one with the next number.
    @Transactional
    Made make(DatasetName name, NewVersion version) {
        long dataset = rows.open(name.value());
        String digest = version.manifest().digest();
        Optional<DatasetVersion> there = rows.withDigest(name.value(), digest);
        if (there.isPresent()) {
            return new Made(there.get(), false);
        }
        rows.add(dataset, version);
        return new Made(rows.withDigest(name.value(), digest).orElseThrow(), true);
    }

    Page<String> list(int size, @Nullable String token) {
        List<String> after = PageToken.read("datasets", token, 1);
        return Page.of(
                database.query(
                        Sql.of(
                                "select name from versioned_dataset where name > ?"
                                        + " order by name limit ?",
                                after.isEmpty() ? "" : after.getFirst(),
                                size + 1),
                        row -> row.getString(1)),
                size,
                last -> PageToken.write("datasets", List.of(last)));
    }

    /// Newest first.
    Page<DatasetVersion> versions(String name, int size, @Nullable String token) {
        List<String> before = PageToken.read(name, token, 1);
        if (before.isEmpty()) {
            get(name);
        }
        int below = before.isEmpty() ? Integer.MAX_VALUE : number(before.getFirst());
        return Page.of(
                rows.list(name, below, size + 1),
                size,
                last -> PageToken.write(name, List.of(Integer.toString(last.version()))));
    }

    Dataset get(String name) {
        return database.first(
                        Sql.of(
                                """
                                with content as (
                                    select f.sha256, count(*) as uses, max(f.size) as size
                                    from versioned_dataset s
                                    join dataset_version v on v.dataset_id = s.id
                                    join dataset_version_file f on f.version_id = v.id
                                    where s.name = ? group by f.sha256
                                )
                                select s.name, s.last_version, s.created_at,
                                    coalesce(sum(c.uses), 0)::bigint, coalesce(sum(c.size), 0)::bigint,
                                    coalesce(sum(c.size * c.uses), 0)::bigint,
                                    count(*) filter (where c.uses > 1)
                                from versioned_dataset s left join content c on true
                                where s.name = ? group by s.id
                                """,
                                name,
                                name),
                        row ->
                                new Dataset(
                                        row.getString(1),
                                        row.getInt(2),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getLong(6),
                                        row.getLong(7),
                                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .orElseThrow(() -> new Refusal.NotFound("There is no dataset '" + name + "'"));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refusal.Invalid("Invalid page token");
        }
    }
}
