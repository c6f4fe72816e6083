package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// model-registry: models, aliases and their history.
public final class RegistryApi {

    private static final String MODELS = "/api/v1/models";
    private static final String CHAMPION = "/aliases/champion";

    private final Wire wire;

    public RegistryApi(Wire wire) {
        this.wire = wire;
    }

    public boolean knows(String model) {
        return wire.find(MODELS + "/" + model).isPresent();
    }

    public Optional<String> champion(String model) {
        return wire.find(MODELS + "/" + model + CHAMPION)
                .map(alias -> alias.path("version").asText());
    }

    public boolean intact(String model, String version) {
        return wire.post("%s/%s/versions/%s/verify".formatted(MODELS, model, version), Map.of())
                .path("intact")
                .asBoolean();
    }

    /// Newest first.
    public List<AliasMove> history(String model) {
        JsonNode moves = wire.get(MODELS + "/" + model + CHAMPION + "/history").path("moves");
        return StreamSupport.stream(moves.spliterator(), false).map(AliasMove::of).toList();
    }

    public void promote(String model, String version, String actor, String reason) {
        wire.put(
                MODELS + "/" + model + CHAMPION,
                Map.of("version", version, "actor", actor, "reason", reason));
    }

    /// @param key the request's identity: sent twice, it goes back one version only
    public AliasMove rollback(String model, String actor, String reason, String key) {
        return AliasMove.of(
                wire.post(
                        MODELS + "/" + model + CHAMPION + "/rollback",
                        Map.of("actor", actor, "reason", reason),
                        key));
    }
}
