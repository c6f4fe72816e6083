package io.minimlops.registry.version;

import io.minimlops.registry.artifact.ArtifactLocation;
import io.minimlops.registry.model.TagRules;
import io.minimlops.registry.version.SourceResolver.Resolved;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Registers and deletes versions.
///
/// Files are hashed before the transaction begins, so that a large model keeps nobody waiting; the
/// number is given out within it.
@ApplicationScoped
public class VersionRegistrar {

    private final SourceResolver sources;
    private final FileHashes hashes;
    private final VersionLedger ledger;

    VersionRegistrar(SourceResolver sources, FileHashes hashes, VersionLedger ledger) {
        this.sources = sources;
        this.hashes = hashes;
        this.ledger = ledger;
    }

    public ModelVersion register(RegisterVersion wish) {
        TagRules.check(wish.tags());
        Optional<ModelVersion> replayed = ledger.requestedBefore(wish.model(), wish.requestKey());
        if (replayed.isPresent()) {
            return replayed.get();
        }
        Resolved source = sources.resolve(wish.source());
        return ledger.enter(wish, source, manifest(source.location()));
    }

    private @Nullable Manifest manifest(@Nullable ArtifactLocation location) {
        return location == null ? null : hashes.manifestOf(location).orElse(null);
    }

    public void delete(String model, int version) {
        ledger.delete(model, version);
    }
}
