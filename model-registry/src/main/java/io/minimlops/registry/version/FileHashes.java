package io.minimlops.registry.version;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import io.minimlops.registry.artifact.ArtifactLocation;
import io.minimlops.registry.artifact.ArtifactStore;
import io.minimlops.registry.artifact.ArtifactStore.StoredFile;
import io.minimlops.registry.version.Sha256.Hashed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads versions' files from the store and hashes them, streaming.
@ApplicationScoped
public class FileHashes {

    static final int MAX_FILES = 10_000;

    private final ArtifactStore store;

    FileHashes(ArtifactStore store) {
        this.store = store;
    }

    /// The manifest of what lies there now; empty when nothing does.
    Optional<Manifest> manifestOf(ArtifactLocation location) {
        List<StoredFile> stored = store.list(location);
        if (stored.size() > MAX_FILES) {
            throw new Refused(
                    new InvalidValue(
                            "Invalid model version source: %d files, at most %d can be registered"
                                    .formatted(stored.size(), MAX_FILES)));
        }
        List<ManifestFile> files = new ArrayList<>();
        for (StoredFile file : stored) {
            store.read(location, file.path(), Sha256::of)
                    .map(hash -> new ManifestFile(file.path(), hash.size(), hash.sha256()))
                    .ifPresent(files::add);
        }
        return files.isEmpty() ? Optional.empty() : Optional.of(new Manifest(location, files));
    }

    /// Reads every file again; empty when all are as they were registered.
    public List<Damage> damages(Manifest manifest) {
        List<Damage> damages = new ArrayList<>();
        for (ManifestFile file : manifest.files()) {
            Optional<Hashed> now = store.read(manifest.location(), file.path(), Sha256::of);
            if (now.isEmpty()) {
                damages.add(new Damage(file.path(), "missing"));
            } else if (!now.get().equals(new Hashed(file.size(), file.sha256()))) {
                damages.add(new Damage(file.path(), "altered"));
            }
        }
        return damages;
    }
}
