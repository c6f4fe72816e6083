package io.minimlops.local.demo.wire;

import io.minimlops.local.part.Part;
import java.net.URI;

/// Where the five services of one platform listen.
public record Addresses(URI tracker, URI registry, URI features, URI orchestrator, URI gateway) {

    public static Addresses onLoopback(int portOffset) {
        return new Addresses(
                at(Part.EXPERIMENT_TRACKER, portOffset),
                at(Part.MODEL_REGISTRY, portOffset),
                at(Part.FEATURE_STORE, portOffset),
                at(Part.PIPELINE_ORCHESTRATOR, portOffset),
                at(Part.INFERENCE_GATEWAY, portOffset));
    }

    private static URI at(Part service, int portOffset) {
        return URI.create(service.address(portOffset));
    }
}
