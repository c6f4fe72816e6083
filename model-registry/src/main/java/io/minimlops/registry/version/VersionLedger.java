package io.minimlops.registry.version;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.events.ModelEvent.VersionDeleted;
import io.minimlops.events.ModelEvent.VersionRegistered;
import io.minimlops.outbox.Outbox;
import io.minimlops.registry.Refusal.VersionNotFound;
import io.minimlops.registry.Refused;
import io.minimlops.registry.model.ModelCatalog;
import io.minimlops.registry.model.ModelRemoved;
import io.minimlops.registry.model.ModelRenamed;
import io.minimlops.registry.model.RegisteredModel;
import io.minimlops.registry.version.SourceResolver.Resolved;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where versions come and go, each time with the event that tells it.
@ApplicationScoped
@Transactional
class VersionLedger {

    /// Aliases leave before the versions they point to, and arrive after them.
    static final int AFTER_ALIASES = 2000;

    static final int BEFORE_ALIASES = 1000;

    private final ModelCatalog models;
    private final Outbox outbox;
    private final CorrelationId correlationId;
    private final Event<VersionRetired> retired;

    VersionLedger(
            ModelCatalog models,
            Outbox outbox,
            CorrelationId correlationId,
            Event<VersionRetired> retired) {
        this.models = models;
        this.outbox = outbox;
        this.correlationId = correlationId;
        this.retired = retired;
    }

    Optional<ModelVersion> requestedBefore(String model, @Nullable String requestKey) {
        long modelId = models.get(model).id();
        return requestKey == null
                ? Optional.empty()
                : VersionRow.requested(modelId, requestKey).map(row -> row.toVersion(model));
    }

    ModelVersion enter(RegisterVersion wish, Resolved source, @Nullable Manifest manifest) {
        RegisteredModel model = models.lock(wish.model());
        Optional<ModelVersion> replayed = requestedBefore(wish.model(), wish.requestKey());
        if (replayed.isPresent()) {
            return replayed.get();
        }
        VersionRow row = newRow(wish, source, model.id());
        row.version = models.takeVersionNumber(wish.model());
        if (manifest != null) {
            row.take(manifest);
        }
        row.persist();
        ModelVersion version = row.toVersion(wish.model());
        tellRegistered(version, wish.model());
        return version;
    }

    private static VersionRow newRow(RegisterVersion wish, Resolved source, long modelId) {
        VersionRow row = new VersionRow();
        row.modelId = modelId;
        row.source = wish.source();
        row.artifactUri = source.artifactUri();
        row.runId = wish.runId() == null ? source.runId() : wish.runId();
        row.runLink = wish.runLink();
        row.loggedModelId = wish.loggedModelId();
        row.description = wish.description();
        row.requestKey = wish.requestKey();
        row.createdAt = Instant.now();
        row.updatedAt = row.createdAt;
        row.tags.putAll(wish.tags());
        return row;
    }

    /// Hides the version; its number and its row stay, so that history remains readable.
    void delete(String model, int version) {
        RegisteredModel locked = models.lock(model);
        VersionRow row =
                VersionRow.live(locked.id(), version)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                new VersionNotFound(
                                                        model, Integer.toString(version))));
        retired.fire(new VersionRetired(locked.id(), model, version));
        row.deletedAt = Instant.now();
        row.updatedAt = row.deletedAt;
        models.touch(model);
        tellDeleted(model, version);
    }

    void onModelRemoved(@Observes @Priority(AFTER_ALIASES) ModelRemoved removed) {
        VersionRow.allLive(removed.modelId())
                .forEach(row -> tellDeleted(removed.name(), row.version));
    }

    void onModelRenamedTellNew(@Observes @Priority(BEFORE_ALIASES) ModelRenamed renamed) {
        VersionRow.allLive(renamed.modelId())
                .forEach(row -> tellRegistered(row.toVersion(renamed.to()), renamed.to()));
    }

    void onModelRenamedTellOld(@Observes @Priority(AFTER_ALIASES) ModelRenamed renamed) {
        VersionRow.allLive(renamed.modelId())
                .forEach(row -> tellDeleted(renamed.from(), row.version));
    }

    private void tellRegistered(ModelVersion version, String model) {
        outbox.add(
                new VersionRegistered(
                        model,
                        Integer.toString(version.version()),
                        version.source(),
                        version.runId(),
                        version.manifestDigest(),
                        version.createdAt()),
                correlationId.value());
    }

    private void tellDeleted(String model, int version) {
        outbox.add(
                new VersionDeleted(model, Integer.toString(version), Instant.now()),
                correlationId.value());
    }
}
