package io.minimlops.local.demo.wire;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/// The five services of one platform, called with one patience.
public record Services(
        TrackerApi tracker,
        RegistryApi registry,
        FeatureApi features,
        OrchestratorApi orchestrator,
        GatewayApi gateway,
        Patience patience) {

    public static Services at(Addresses addresses, Duration patienceLimit) {
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
        Patience patience = new Patience(patienceLimit);
        return new Services(
                new TrackerApi(wire(client, "experiment-tracker", addresses.tracker(), patience)),
                new RegistryApi(wire(client, "model-registry", addresses.registry(), patience)),
                new FeatureApi(wire(client, "feature-store", addresses.features(), patience)),
                new OrchestratorApi(
                        wire(client, "pipeline-orchestrator", addresses.orchestrator(), patience)),
                new GatewayApi(wire(client, "inference-gateway", addresses.gateway(), patience)),
                patience);
    }

    private static Wire wire(HttpClient client, String name, URI base, Patience patience) {
        return new Wire(client, name, base, patience);
    }
}
