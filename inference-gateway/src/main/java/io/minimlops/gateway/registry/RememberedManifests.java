package io.minimlops.gateway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.model.LoadFailed;
import io.minimlops.gateway.model.LoadFailed.Kind;
import io.minimlops.gateway.model.Manifest;
import io.minimlops.gateway.model.ManifestSource;
import io.minimlops.gateway.model.ModelConfig;
import io.minimlops.gateway.model.VersionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The registry's manifests; while it is away, those it gave before. A version is immutable, so a
/// remembered manifest stays true.
@ApplicationScoped
public class RememberedManifests implements ManifestSource {

    private static final Logger LOG = Logger.getLogger(RememberedManifests.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RegistryClient registry;
    private final Path directory;

    RememberedManifests(RegistryClient registry, ModelConfig config) {
        this.registry = registry;
        this.directory = config.dataDir().resolve("manifests");
    }

    @Override
    public Manifest manifest(VersionId id) throws LoadFailed {
        try {
            Manifest manifest =
                    registry.manifest(id)
                            .orElseThrow(
                                    () ->
                                            new LoadFailed(
                                                    Kind.UNKNOWN,
                                                    "the registry knows no %s".formatted(id)));
            remember(id, manifest);
            return manifest;
        } catch (RegistryAway e) {
            return remembered(id)
                    .orElseThrow(
                            () ->
                                    new LoadFailed(
                                            Kind.REGISTRY_AWAY, String.valueOf(e.getMessage()), e));
        }
    }

    private void remember(VersionId id, Manifest manifest) {
        try {
            Files.createDirectories(directory);
            Files.write(file(id), JSON.writeValueAsBytes(manifest));
        } catch (IOException e) {
            LOG.warnf("the manifest of %s could not be kept: %s", id, e.getMessage());
        }
    }

    private Optional<Manifest> remembered(VersionId id) {
        try {
            return Files.exists(file(id))
                    ? Optional.of(JSON.readValue(file(id).toFile(), Manifest.class))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warnf("the kept manifest of %s cannot be read: %s", id, e.getMessage());
            return Optional.empty();
        }
    }

    /// Names are the users'; encoded they are harmless to the file system.
    private Path file(VersionId id) {
        String name = id.model() + "/" + id.version();
        return directory.resolve(
                Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8))
                        + ".json");
    }
}
