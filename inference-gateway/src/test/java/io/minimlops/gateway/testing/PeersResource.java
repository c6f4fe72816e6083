package io.minimlops.gateway.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The model registry and the feature store, played by two small servers that tests direct over
/// HTTP.
public final class PeersResource implements QuarkusTestResourceLifecycleManager {

    private final PlayedRegistry registry = new PlayedRegistry();
    private final PlayedFeatureStore featureStore = new PlayedFeatureStore();

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory("gateway-test");
            return Map.of(
                    "mlops.registry.url",
                    registry.start(),
                    "mlops.registry.poll-interval",
                    "PT1S",
                    "mlops.features.url",
                    featureStore.start(),
                    "mlops.gateway.data-dir",
                    data.toString(),
                    "mlops.gateway.rollout.look-every",
                    "PT0.1S",
                    "mlops.gateway.batch.max-rows",
                    "256",
                    "mlops.gateway.metrics.port",
                    "0",
                    "mlops.gateway.model.max-loaded",
                    "2000",
                    "mlops.gateway.scaling.check-interval",
                    "PT0.1S",
                    "mlops.gateway.kafka.acknowledge-timeout",
                    "PT2S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        registry.stop();
        featureStore.stop();
    }
}
