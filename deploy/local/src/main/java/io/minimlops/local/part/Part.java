package io.minimlops.local.part;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The eight parts, with the ports of the platform without offset.
public enum Part {
    POSTGRES("postgres", 5432, ""),
    KAFKA("kafka", 9092, ""),
    S3("s3", 9000, ""),
    EXPERIMENT_TRACKER("experiment-tracker", 5000, "tracker"),
    MODEL_REGISTRY("model-registry", 5050, "registry"),
    FEATURE_STORE("feature-store", 6566, "features"),
    PIPELINE_ORCHESTRATOR("pipeline-orchestrator", 8888, "orchestrator"),
    INFERENCE_GATEWAY("inference-gateway", 8000, "gateway");

    /// On which the Kafka broker speaks with itself.
    private static final int KAFKA_CONTROLLER_PORT = 9093;

    /// On which the gateway infers over gRPC.
    private static final int GRPC_PORT = 8001;

    /// On which the gateway serves its metrics as Triton does.
    private static final int METRICS_PORT = 8002;

    private final String label;
    private final int basePort;
    private final String shortName;

    Part(String label, int basePort, String shortName) {
        this.label = label;
        this.basePort = basePort;
        this.shortName = shortName;
    }

    public static List<Part> servers() {
        return Arrays.stream(values()).filter(it -> !it.isService()).toList();
    }

    public static List<Part> services() {
        return Arrays.stream(values()).filter(Part::isService).toList();
    }

    public static Optional<Part> named(String label) {
        return Arrays.stream(values())
                .filter(it -> it.label.equals(label) || it.shortName.equals(label))
                .findFirst();
    }

    public String label() {
        return label;
    }

    /// The service's database, and its word in `mlops.<word>.url`. Servers have none.
    public String shortName() {
        return shortName;
    }

    public boolean isService() {
        return !shortName.isEmpty();
    }

    public boolean hasDatabase() {
        return isService() && this != INFERENCE_GATEWAY;
    }

    public int port(int offset) {
        return basePort + offset;
    }

    /// All the ports it listens on, the one that matters first.
    public List<Integer> ports(int offset) {
        return switch (this) {
            case KAFKA -> List.of(port(offset), KAFKA_CONTROLLER_PORT + offset);
            case INFERENCE_GATEWAY -> List.of(port(offset), grpcPort(offset), metricsPort(offset));
            case POSTGRES,
                    S3,
                    EXPERIMENT_TRACKER,
                    MODEL_REGISTRY,
                    FEATURE_STORE,
                    PIPELINE_ORCHESTRATOR ->
                    List.of(port(offset));
        };
    }

    /// Of the gateway alone.
    int grpcPort(int offset) {
        return GRPC_PORT + offset;
    }

    /// Of the gateway alone.
    int metricsPort(int offset) {
        return METRICS_PORT + offset;
    }

    public String address(int offset) {
        return (isService() || this == S3 ? "http://127.0.0.1:" : "127.0.0.1:") + port(offset);
    }

    /// As part of an environment variable's name.
    public String variable() {
        return Stream.of(shortName, label)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElseThrow()
                .toUpperCase(Locale.ROOT);
    }
}
