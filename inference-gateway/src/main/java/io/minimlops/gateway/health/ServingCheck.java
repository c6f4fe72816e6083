package io.minimlops.gateway.health;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/// Readiness for `/q/health/ready`; whether the registry answers is told and decides nothing.
@org.eclipse.microprofile.health.Readiness
class ServingCheck implements HealthCheck {

    private final Readiness readiness;

    ServingCheck(Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("serving")
                .status(readiness.isReady())
                .withData("deployments-known", readiness.knowsDeployments())
                .withData("versions-loaded", readiness.hasLoaded())
                .withData("model-registry-answers", readiness.registryAnswers())
                .build();
    }
}
