package io.minimlops.orchestrator.peers;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// The four other services, played by one small HTTP server.
public final class PeersResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        // Quarkus loads this class more than once; the server is one per JVM.
        String url =
                (String)
                        System.getProperties()
                                .computeIfAbsent(
                                        "orchestrator.test.peers", _ -> new StandInPeers().start());
        return Map.of(
                "mlops.tracker.url", url,
                "mlops.registry.url", url,
                "mlops.features.url", url,
                "mlops.gateway.url", url,
                "mlops.orchestrator.worker.lease", "2S");
    }

    @Override
    public void stop() {}
}
