package io.minimlops.registry.version;

import io.minimlops.registry.Refusal.AliasNotFound;
import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import io.minimlops.registry.artifact.ArtifactLocation;
import io.minimlops.registry.artifact.ArtifactStore;
import io.minimlops.registry.model.ModelCatalog;
import io.minimlops.registry.version.ModelSource.Elsewhere;
import io.minimlops.registry.version.ModelSource.InStore;
import io.minimlops.registry.version.ModelSource.OfAlias;
import io.minimlops.registry.version.ModelSource.OfLoggedModel;
import io.minimlops.registry.version.ModelSource.OfRun;
import io.minimlops.registry.version.ModelSource.OfVersion;
import io.minimlops.registry.version.Tracker.LoggedModel;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Finds out where the files of a source really lie.
@ApplicationScoped
class SourceResolver {

    private final ArtifactStore store;
    private final Tracker tracker;
    private final ModelCatalog models;
    private final VersionCatalog versions;
    private final AliasLookup aliases;

    SourceResolver(
            ArtifactStore store,
            Tracker tracker,
            ModelCatalog models,
            VersionCatalog versions,
            AliasLookup aliases) {
        this.store = store;
        this.tracker = tracker;
        this.models = models;
        this.versions = versions;
        this.aliases = aliases;
    }

    Resolved resolve(String source) {
        return switch (ModelSource.parse(source, store.bucket())) {
            case InStore(ArtifactLocation location) -> new Resolved(source, location, null);
            case Elsewhere(String uri) -> new Resolved(uri, null, null);
            case OfRun(String runId, String path) ->
                    stored(join(tracker.artifactUriOfRun(runId), path), runId);
            case OfLoggedModel(String id) -> {
                LoggedModel model = tracker.loggedModel(id);
                yield stored(model.artifactUri(), model.runId());
            }
            case OfVersion(String model, int version) -> copyOf(versions.get(model, version));
            case OfAlias(String model, String alias) -> copyOf(aliased(model, alias));
        };
    }

    private ModelVersion aliased(String model, String alias) {
        int version =
                aliases.versionOf(models.get(model).id(), alias)
                        .orElseThrow(() -> new Refused(new AliasNotFound(model, alias)));
        return versions.get(model, version);
    }

    /// Another version's storage, never a chain of references.
    private Resolved copyOf(ModelVersion origin) {
        return stored(origin.artifactUri(), origin.runId());
    }

    private Resolved stored(String artifactUri, @Nullable String runId) {
        return switch (ModelSource.parse(artifactUri, store.bucket())) {
            case InStore(ArtifactLocation location) -> new Resolved(artifactUri, location, runId);
            case Elsewhere(String uri) -> new Resolved(uri, null, runId);
            case OfRun _, OfLoggedModel _, OfVersion _, OfAlias _ ->
                    throw new Refused(
                            new InvalidValue(
                                    "Invalid model version source: '" + artifactUri + "'"));
        };
    }

    private static String join(String root, String path) {
        return path.isEmpty() ? root : root.replaceAll("/+$", "") + "/" + path;
    }

    /// @param location absent when the files are not in our store
    /// @param runId the run behind the source, as far as the source tells
    record Resolved(
            String artifactUri, @Nullable ArtifactLocation location, @Nullable String runId) {}
}
