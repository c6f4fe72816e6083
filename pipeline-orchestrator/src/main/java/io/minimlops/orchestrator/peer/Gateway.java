package io.minimlops.orchestrator.peer;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The inference gateway.
@ApplicationScoped
public class Gateway {

    private static final String ACTOR = "pipeline-orchestrator";

    private final Peer peer;

    Gateway(
            @ConfigProperty(name = "mlops.gateway.url", defaultValue = "http://127.0.0.1:8000")
                    URI url) {
        this.peer = new Peer("inference-gateway", url);
    }

    /// Sends a share of a deployment's traffic to a version.
    public void startCanary(
            String deployment, String version, int percent, String reason, String correlationId) {
        peer.put(
                canary(deployment),
                Map.of("version", version, "percent", percent, "actor", ACTOR, "reason", reason),
                correlationId);
    }

    /// All traffic back to the champion; nothing happens when it is there already.
    public void endCanary(String deployment, String reason, String correlationId) {
        try {
            peer.delete(
                    canary(deployment) + "?actor=" + ACTOR + "&reason=" + Peer.escape(reason),
                    correlationId);
        } catch (PeerRefused e) {
            if (e.status() != 404) {
                throw e;
            }
        }
    }

    private static String canary(String deployment) {
        return "/api/v1/deployments/" + Peer.escape(deployment) + "/canary";
    }
}
