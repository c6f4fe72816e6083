package io.minimlops.features.trainingset;

import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.offline.Digested;
import io.minimlops.features.offline.DuckJob;
import io.minimlops.features.offline.OfflineReader;
import io.minimlops.features.offline.OfflineReader.TimeRange;
import io.minimlops.features.offline.Sql;
import io.minimlops.features.offline.TableSnapshot;
import io.minimlops.features.trainingset.TrainingSetPlan.Spine;
import io.minimlops.features.trainingset.TrainingSetPlan.ViewPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Carries out a plan within a job. The same plan gives the same bytes: rows have a total order,
/// and the file is written by one thread with fixed settings.
final class TrainingSetFile {

    private static final int ROW_GROUP = 122_880;

    private final DuckJob job;
    private final OfflineReader reader;
    private final TrainingSetPlan plan;

    TrainingSetFile(DuckJob job, OfflineReader reader, TrainingSetPlan plan) {
        this.job = job;
        this.reader = reader;
        this.plan = plan;
    }

    /// @param rows in the file
    record Built(Path path, long rows, Digested content) {}

    Built build() {
        createSpine();
        for (int i = 0; i < plan.views().size(); i++) {
            createView(i, plan.views().get(i));
        }
        Path file = job.directory().resolve("data.parquet");
        job.run("SET threads = 1");
        job.run(
                "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)"
                        .formatted(
                                PointInTimeJoin.result(plan),
                                Sql.text(file.toString()),
                                ROW_GROUP));
        long rows = job.single("SELECT count(*) FROM spine", row -> row.getLong(1));
        try {
            return new Built(file, rows, Digested.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createSpine() {
        Spine spine = plan.spine();
        TimeRange range = new TimeRange(spine.start(), spine.end());
        try (TableSnapshot snapshot = snapshot(spine.source(), range)) {
            job.run(PointInTimeJoin.spine(spine, snapshot.relation()));
        }
    }

    private void createView(int number, ViewPlan view) {
        TimeRange range = new TimeRange(earliest(view), plan.spine().end());
        try (TableSnapshot snapshot = snapshot(view.source(), range)) {
            PointInTimeJoin.view(number, view, snapshot.relation(), plan.filterByCreated())
                    .forEach(job::run);
        }
    }

    private @Nullable Instant earliest(ViewPlan view) {
        return view.ttl() == null ? null : plan.spine().start().minus(view.ttl());
    }

    private TableSnapshot snapshot(Source source, TimeRange range) {
        long id = Objects.requireNonNull(plan.snapshots().get(source.name()), source.name());
        return reader.at(source, id, range);
    }
}
