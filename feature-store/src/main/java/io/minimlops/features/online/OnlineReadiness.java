package io.minimlops.features.online;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when the online store was rebuilt; a broker that goes away later does not change that.
@Readiness
@ApplicationScoped
public class OnlineReadiness implements HealthCheck {

    private final RebuildState rebuild;
    private final OnlineStore store;

    OnlineReadiness(RebuildState rebuild, OnlineStore store) {
        this.rebuild = rebuild;
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        RebuildState.Progress progress = rebuild.progress();
        return HealthCheckResponse.named("online-store")
                .status(progress.isComplete())
                .withData("recordsRead", progress.read())
                .withData("recordsTotal", progress.total())
                .withData("rows", store.size())
                .build();
    }
}
