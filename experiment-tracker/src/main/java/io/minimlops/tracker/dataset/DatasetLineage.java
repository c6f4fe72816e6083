package io.minimlops.tracker.dataset;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/// Which runs used which versions of datasets, and which versions came from which. A run is tied to
/// a version outright, or by what it logged over the MLflow wire: a source that names the version
/// as `mlops-dataset:/<name>/<version>`, or the dataset's name with the first 8 or more digits of
/// the version's digest.
@ApplicationScoped
public class DatasetLineage {

    private static final int MOST = 1000;

    private final Database database;
    private final VersionRows versions;

    DatasetLineage(Database database, VersionRows versions) {
        this.database = database;
        this.versions = versions;
    }

    /// @param context what for: `train`, `eval`; empty when it was not said
    /// @param how `said`, `source` or `digest`
    public record Use(VersionId dataset, String runId, String context, String how) {}

    /// At most 1000, the latest runs first.
    public List<Use> runsOf(VersionId dataset) {
        return uses(
                Sql.of("where l.version_id = ?", versions.get(dataset).id())
                        .add(" order by l.run_seq desc, l.context, l.how limit ?", MOST));
    }

    /// At most 1000.
    public List<Use> versionsOf(String runId) {
        return uses(
                Sql.of(
                        "where r.run_id = ? order by l.name, l.version, l.context, l.how limit ?",
                        runId,
                        MOST));
    }

    public List<VersionId> parentsOf(VersionId dataset) {
        return related(dataset, "p.version_id = ?", "p.parent_id");
    }

    public List<VersionId> childrenOf(VersionId dataset) {
        return related(dataset, "p.parent_id = ?", "p.version_id");
    }

    /// Ties a run to a version; doing it again changes nothing.
    @Transactional
    void tie(VersionId dataset, String runId, String context) {
        long version = versions.get(dataset).id();
        long run =
                database.first(
                                Sql.of("select seq from run where run_id = ? for key share", runId),
                                row -> row.getLong(1))
                        .orElseThrow(
                                () -> new Refusal.NotFound("Run with id=" + runId + " not found"));
        database.update(
                Sql.of(
                        "insert into dataset_version_run (version_id, run_seq, context)"
                                + " values (?, ?, ?) on conflict do nothing",
                        version,
                        run,
                        context));
    }

    private List<Use> uses(Sql where) {
        return database.query(
                Sql.of(
                                "select l.name, l.version, r.run_id, l.context, l.how"
                                        + " from dataset_lineage l join run r on r.seq = l.run_seq"
                                        + " and r.run_id is not null ")
                        .add(where),
                row ->
                        new Use(
                                new VersionId(row.getString(1), row.getInt(2)),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5)));
    }

    private List<VersionId> related(VersionId dataset, String from, String to) {
        return database.query(
                Sql.of("select s.name, v.version from dataset_version_parent p")
                        .add(" join dataset_version v on v.id = " + to)
                        .add(" join versioned_dataset s on s.id = v.dataset_id")
                        .add(" where " + from, versions.get(dataset).id())
                        .add(" order by s.name, v.version limit ?", MOST),
                row -> new VersionId(row.getString(1), row.getInt(2)));
    }
}
