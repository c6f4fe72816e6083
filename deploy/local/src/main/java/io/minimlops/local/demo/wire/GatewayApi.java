package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.local.demo.flight.Flight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// inference-gateway: predictions in the Open Inference Protocol, feedback, deployments.
public final class GatewayApi {

    private static final String DEPLOYMENTS = "/api/v1/deployments/";

    private final Wire wire;

    public GatewayApi(Wire wire) {
        this.wire = wire;
    }

    public InferAnswer infer(String model, InferRequest request) {
        return answer(wire.post("/v2/models/" + model + "/infer", request.body()));
    }

    /// Fails where [#infer] would repeat.
    public InferAnswer inferOnce(String model, InferRequest request) {
        return answer(wire.postOnce("/v2/models/" + model + "/infer", request.body()));
    }

    /// @return labels the gateway took
    public long feedback(String model, List<Flight> landed) {
        List<Map<String, Object>> labels =
                landed.stream()
                        .map(
                                flight ->
                                        Map.<String, Object>of(
                                                "predictionId", InferRequest.predictionId(flight),
                                                "label", flight.late() ? 1 : 0,
                                                "eventTime", flight.landed().toString()))
                        .toList();
        return wire.post("/api/v1/feedback", Map.of("model", model, "labels", labels))
                .path("accepted")
                .asLong();
    }

    /// The version that takes the champion's traffic, once it is ready for it.
    public Optional<String> servedChampion(String model) {
        return deployment(model, node -> node.path("champion"))
                .filter(arm -> "READY".equalsIgnoreCase(arm.path("state").asText()))
                .map(arm -> arm.path("version").asText());
    }

    public Optional<String> canary(String model) {
        return deployment(model, node -> node.path("canary"))
                .filter(arm -> arm.hasNonNull("version"))
                .map(arm -> arm.path("version").asText());
    }

    public void startCanary(
            String model, String version, int percent, String actor, String reason) {
        wire.put(
                DEPLOYMENTS + model + "/canary",
                Map.of(
                        "version", version,
                        "percent", percent,
                        "actor", actor,
                        "reason", reason));
    }

    private Optional<JsonNode> deployment(String model, UnaryOperator<JsonNode> part) {
        return wire.find(DEPLOYMENTS + model).map(part);
    }

    private static InferAnswer answer(JsonNode body) {
        return new InferAnswer(
                body.path("model_version").asText(),
                body.path("parameters").path("role").asText(),
                body.path("outputs").path(0).path("data").size());
    }
}
