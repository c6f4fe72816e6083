package io.minimlops.gateway.oip;

import io.minimlops.gateway.health.Readiness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the protocol tells of this server, whichever wire asks.
@ApplicationScoped
public class ServerDescription {

    private static final List<String> EXTENSIONS =
            List.of(
                    "binary_tensor_data",
                    "classification",
                    "model_configuration",
                    "model_repository",
                    "parameters",
                    "schedule_policy",
                    "statistics");

    private final Readiness readiness;
    private final Metadata metadata;

    ServerDescription(
            Readiness readiness,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.readiness = readiness;
        this.metadata = new Metadata("mini-mlops-inference-gateway", version, EXTENSIONS);
    }

    /// @param extensions of the protocol that are spoken here
    public record Metadata(String name, String version, List<String> extensions) {}

    public Metadata metadata() {
        return metadata;
    }

    public boolean isReady() {
        return readiness.isReady();
    }
}
