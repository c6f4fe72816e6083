package io.minimlops.tracker.dvc;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// What repositories hold, and what is spared by keeping equal contents once.
@ApplicationScoped
class RepoStatistics {

    private final Database database;

    RepoStatistics(Database database) {
        this.database = database;
    }

    /// @param storedBytes what lies in the bucket, directories not counted
    /// @param logicalBytes what all directories together would take, written out, and the files
    ///     that are in none
    /// @param sharedFiles objects that stand for more than one file
    record Counts(
            String name,
            Instant createdAt,
            long directories,
            long files,
            long storedBytes,
            long logicalBytes,
            long sharedFiles) {}

    Optional<Counts> of(RepoName repo) {
        return database.first(
                Sql.of(
                        """
                        with used as (
                            select d.layout, m.md5, sum(m.uses) as uses
                            from dvc_repo r
                            join dvc_object d on d.repo_id = r.id and not d.leaving
                            join dvc_member m on m.dir_id = d.id
                            where r.name = ? group by d.layout, m.md5
                        )
                        select r.name, r.created_at,
                            count(o.id) filter (where o.is_dir),
                            count(o.id) filter (where not o.is_dir),
                            coalesce(sum(o.size) filter (where not o.is_dir), 0)::bigint,
                            coalesce(sum(o.size * coalesce(u.uses, 1)) filter (where not o.is_dir), 0)::bigint,
                            count(o.id) filter (where not o.is_dir and u.uses > 1)
                        from dvc_repo r
                        left join dvc_object o on o.repo_id = r.id and not o.leaving
                        left join used u on u.layout = o.layout and u.md5 = o.md5 and not o.is_dir
                        where r.name = ? group by r.id
                        """,
                        repo.value(),
                        repo.value()),
                row ->
                        new Counts(
                                row.getString(1),
                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7)));
    }

    /// By name.
    List<String> names(String after, int count) {
        return database.query(
                Sql.of(
                        "select name from dvc_repo where name > ? order by name limit ?",
                        after,
                        count),
                row -> row.getString(1));
    }
}
