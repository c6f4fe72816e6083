package io.minimlops.features.trainingset;

import io.minimlops.features.definition.DefinitionCatalog;
import io.minimlops.features.offline.Digested;
import io.minimlops.features.offline.DuckEngine;
import io.minimlops.features.offline.DuckJob;
import io.minimlops.features.offline.OfflineReader;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Builds training sets and builds them again.
@ApplicationScoped
public class TrainingSets {

    private final DefinitionCatalog definitions;
    private final OfflineReader reader;
    private final DuckEngine engine;
    private final TrainingSetStore store;
    private final TrainingSetTable table;

    TrainingSets(
            DefinitionCatalog definitions,
            OfflineReader reader,
            DuckEngine engine,
            TrainingSetStore store,
            TrainingSetTable table) {
        this.definitions = definitions;
        this.reader = reader;
        this.engine = engine;
        this.store = store;
        this.table = table;
    }

    /// @param identical whether the bytes are those of the first time
    public record Rebuilt(boolean identical, String contentHash) {}

    public TrainingSetView build(BuildTrainingSet request) {
        TrainingSetPlan plan =
                new TrainingSetPlanner(definitions.current())
                        .plan(request, reader::currentSnapshot);
        plan.sources()
                .forEach(
                        (name, source) -> {
                            Long snapshot = plan.snapshots().get(name);
                            if (snapshot != null) {
                                reader.pin(source, snapshot);
                            }
                        });
        UUID id = UUID.randomUUID();
        try (DuckJob job = engine.open()) {
            TrainingSetFile.Built built = new TrainingSetFile(job, reader, plan).build();
            if (built.rows() == 0) {
                throw new ProblemException(
                        new Problem.Invalid(
                                "source '%s' has no rows from %s to %s"
                                        .formatted(
                                                plan.spine().source().name(),
                                                plan.spine().start(),
                                                plan.spine().end())));
            }
            var stored = store.keep(id, built.path(), built.content());
            TrainingSetView view = view(id, plan, built, stored);
            table.insert(new TrainingSetTable.Entry(plan, view));
            return view;
        }
    }

    private static TrainingSetView view(
            UUID id,
            TrainingSetPlan plan,
            TrainingSetFile.Built built,
            TrainingSetStore.Stored stored) {
        Digested content = built.content();
        return new TrainingSetView(
                id,
                plan.name(),
                stored.uri(),
                built.rows(),
                content.sha256(),
                plan.snapshots(),
                plan.output(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                List.of(
                        new TrainingSetView.StoredFile(
                                stored.key(), content.size(), content.sha256())),
                stored.bucket());
    }

    public TrainingSetView find(String id) {
        return entry(id).view();
    }

    /// Builds it again from the pinned snapshots and compares.
    public Rebuilt rebuild(String id) {
        TrainingSetTable.Entry entry = entry(id);
        try (DuckJob job = engine.open()) {
            String hash = new TrainingSetFile(job, reader, entry.plan()).build().content().sha256();
            return new Rebuilt(hash.equals(entry.view().contentHash()), hash);
        }
    }

    private TrainingSetTable.Entry entry(String id) {
        return parse(id)
                .flatMap(table::find)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("training set", id)));
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
