package io.minimlops.registry.alias;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.events.ModelEvent.AliasMoved;
import io.minimlops.events.ModelEvent.AliasMoved.Kind;
import io.minimlops.outbox.Outbox;
import io.minimlops.registry.model.ModelCatalog;
import io.minimlops.registry.model.ModelRemoved;
import io.minimlops.registry.model.ModelRenamed;
import io.minimlops.registry.model.RegisteredModel;
import io.minimlops.registry.version.VersionRetired;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps aliases true when what they point to goes or is renamed.
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class AliasUpkeep {

    /// Between the versions that appear and the versions that disappear.
    private static final int AMONG_VERSIONS = 1500;

    private static final String REGISTRY = "model-registry";

    private final ModelCatalog models;
    private final MoveLog log;
    private final Outbox outbox;
    private final CorrelationId correlationId;

    AliasUpkeep(ModelCatalog models, MoveLog log, Outbox outbox, CorrelationId correlationId) {
        this.models = models;
        this.log = log;
        this.outbox = outbox;
        this.correlationId = correlationId;
    }

    void onVersionRetired(@Observes VersionRetired retired) {
        RegisteredModel model = models.get(retired.model());
        aliases(retired.modelId()).stream()
                .filter(row -> row.version == retired.version())
                .forEach(
                        row -> log.remove(model, row.alias, Cause.of(REGISTRY, "version deleted")));
    }

    void onModelRemoved(@Observes @Priority(AMONG_VERSIONS) ModelRemoved removed) {
        RegisteredModel model = models.get(removed.name());
        aliases(removed.modelId())
                .forEach(row -> log.remove(model, row.alias, Cause.of(REGISTRY, "model deleted")));
    }

    /// No move in the alias's history, and yet news for whoever knows the model by name.
    void onModelRenamed(@Observes @Priority(AMONG_VERSIONS) ModelRenamed renamed) {
        for (AliasRow row : aliases(renamed.modelId())) {
            String version = Integer.toString(row.version);
            tell(
                    renamed.to(),
                    row.alias,
                    Kind.SET,
                    null,
                    version,
                    "renamed from " + renamed.from());
            tell(
                    renamed.from(),
                    row.alias,
                    Kind.REMOVED,
                    version,
                    null,
                    "renamed to " + renamed.to());
        }
    }

    private void tell(
            String model,
            String alias,
            Kind kind,
            @Nullable String from,
            @Nullable String to,
            String reason) {
        outbox.add(
                new AliasMoved(
                        model, alias, kind, from, to, REGISTRY, reason, Map.of(), Instant.now()),
                correlationId.value());
    }

    private static List<AliasRow> aliases(long modelId) {
        return AliasRow.ofModels(List.of(modelId));
    }
}
