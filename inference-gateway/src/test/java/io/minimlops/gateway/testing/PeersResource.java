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
            return Map.ofEntries(
                    Map.entry("mlops.registry.url", registry.start()),
                    Map.entry("mlops.registry.poll-interval", "PT1S"),
                    Map.entry("mlops.features.url", featureStore.start()),
                    Map.entry("mlops.gateway.data-dir", data.toString()),
                    Map.entry("mlops.gateway.rollout.look-every", "PT0.1S"),
                    Map.entry("mlops.gateway.bandit.keep-every", "PT0.5S"),
                    Map.entry("mlops.gateway.batch.max-rows", "256"),
                    Map.entry("mlops.gateway.metrics.port", "0"),
                    Map.entry("mlops.gateway.model.max-loaded", "2000"),
                    Map.entry("mlops.gateway.scaling.check-interval", "PT0.1S"),
                    Map.entry("mlops.gateway.kafka.acknowledge-timeout", "PT2S"),
                    Map.entry("mlops.gateway.replay.kafka-timeout", "PT5S"),
                    Map.entry("mlops.gateway.limits.body-timeout", "PT5S"),
                    Map.entry("mlops.gateway.limits.bodies-bytes", "41943040"),
                    Map.entry("mlops.gateway.payload-log.metadata-headers", "X-Team,X-Other"));
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
