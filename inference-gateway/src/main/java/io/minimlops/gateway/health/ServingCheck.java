package io.minimlops.gateway.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Readiness for `/q/health/ready`; whether the registry answers is told and decides nothing after
/// the start.
@org.eclipse.microprofile.health.Readiness
class ServingCheck implements HealthCheck {

    private static final String CHAMPIONS_ONLY =
            "champions only: Kafka has not told the deployments since the start";

    private final Readiness readiness;

    ServingCheck(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("serving")
                .status(readiness.isReady())
                .withData("mode", readiness.knowsDeployments() ? "full" : CHAMPIONS_ONLY)
                .withData("deployments-known", readiness.knowsDeployments())
                .withData("versions-loaded", readiness.hasLoaded())
                .withData("model-registry-answers", readiness.registryAnswers())
                .build();
    }
}
