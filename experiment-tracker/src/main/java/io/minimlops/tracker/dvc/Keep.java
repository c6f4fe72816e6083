package io.minimlops.tracker.dvc;

import io.minimlops.tracker.sql.Sql;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/// What is kept when the rest is collected. The two queries give ids of `dvc_object`.
///
/// @param directories, files asked to be kept
/// @param grace what was seen within it is kept
record Keep(long repo, Set<UUID> directories, Set<UUID> files, Duration grace) {

    /// Directories that go: not asked for, not young, not a dataset version's. Those that are on
    /// their way out from an earlier time, too.
    Sql unneededDirectories() {
        return Sql.of("select o.id from dvc_object o where o.repo_id = ? and o.is_dir", repo)
                .add(" and not (")
                .add(keptDirectory("o"))
                .add(")");
    }

    Sql unneededFiles() {
        return Sql.of("select o.id from dvc_object o where o.repo_id = ? and not o.is_dir", repo)
                .add(" and not o.md5 = any(?::uuid[])", (Object) files.toArray(UUID[]::new))
                .add(" and ")
                .add(isOld("o"))
                .add(" and not exists (select from dvc_member m join dvc_object d")
                .add(" on d.id = m.dir_id where m.md5 = o.md5 and d.repo_id = o.repo_id")
                .add(" and d.layout = o.layout and (")
                .add(keptDirectory("d"))
                .add("))")
                .add(" and not exists (select from dataset_version_file f join dataset_version v")
                .add(" on v.id = f.version_id where f.md5 = o.md5 and v.repo_id = o.repo_id")
                .add(" and v.layout = o.layout)");
    }

    private Sql keptDirectory(String o) {
        return Sql.of(
                        o + ".md5 = any(?::uuid[]) or not ",
                        (Object) directories.toArray(UUID[]::new))
                .add(isOld(o))
                .add(" or exists (select from dataset_version v where v.repo_id = " + o)
                .add(".repo_id and v.layout = " + o + ".layout and v.dir_md5 = " + o + ".md5)");
    }

    /// One that is leaving already does not become young again.
    Sql isOld(String o) {
        return Sql.of(
                "(" + o + ".leaving or " + o + ".seen_at <= now() - ?::interval)",
                grace.toMillis() + " milliseconds");
    }
}
