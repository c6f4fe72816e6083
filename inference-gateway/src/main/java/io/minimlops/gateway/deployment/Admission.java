package io.minimlops.gateway.deployment;

import io.minimlops.gateway.admission.Gate;
import io.minimlops.gateway.admission.LimitReached;
import io.minimlops.gateway.admission.Limits;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Lets requests in as the limits of their deployments allow, and sees who is asked for.
@ApplicationScoped
public class Admission {

    private final Activities activities;

    Admission(Activities activities) {
        this.activities = activities;
    }

    /// A request came; told once for each, whatever becomes of it.
    ///
    /// @param name of a known deployment
    public void arrived(String name) {
        activities.of(name).arrivals().arrived(System.currentTimeMillis());
    }

    /// Lets a request in as the deployment's limits allow.
    ///
    /// @return to be left when the request is done; absent where nothing is limited
    /// @throws LimitReached when it must not go on
    public Optional<Gate> enter(Route route) {
        return enter(route.deployment(), route.spec());
    }

    /// As [#enter(Route)], for who goes to no version.
    public Optional<Gate> enter(String name, DeploymentSpec spec) {
        Limits limits = spec.limits();
        if (limits == null) {
            return Optional.empty();
        }
        Gate gate = activities.of(name).gate(limits);
        gate.enter();
        return Optional.of(gate);
    }
}
