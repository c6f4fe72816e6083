package io.minimlops.orchestrator.monitor;

import io.minimlops.orchestrator.drift.ReferenceDistribution;
import io.minimlops.orchestrator.drift.ReferenceFile;
import io.minimlops.orchestrator.peer.ArtifactFiles;
import io.minimlops.orchestrator.peer.Registry;
import io.minimlops.orchestrator.peer.Registry.Manifest;
import io.minimlops.orchestrator.training.ModelFiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The distributions frozen with model versions. A version never changes, so each is read once.
@ApplicationScoped
class References {

    private static final int MOST = 32;

    private final Registry registry;
    private final ArtifactFiles files;
    private final Map<String, Optional<ReferenceDistribution>> known =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<String, Optional<ReferenceDistribution>> eldest) {
                            return size() > MOST;
                        }
                    });

    References(Registry registry, ArtifactFiles files) {
        this.registry = registry;
        this.files = files;
    }

    /// The version that is champion now.
    Optional<String> champion(String model, String correlationId) {
        return registry.aliased(model, "champion", correlationId);
    }

    /// Empty when the version came without one.
    Optional<ReferenceDistribution> of(String model, String version, String correlationId) {
        String key = model + "/" + version;
        Optional<ReferenceDistribution> found = known.get(key);
        if (found == null) {
            found = read(model, version, correlationId);
            known.put(key, found);
        }
        return found;
    }

    private Optional<ReferenceDistribution> read(
            String model, String version, String correlationId) {
        Manifest manifest = registry.manifest(model, version, correlationId);
        return manifest.paths().contains(ModelFiles.REFERENCE)
                ? Optional.of(
                        ReferenceFile.read(
                                files.read(
                                        manifest.bucket(),
                                        manifest.prefix() + ModelFiles.REFERENCE)))
                : Optional.empty();
    }
}
