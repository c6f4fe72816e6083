package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.traffic.ArmTally;
import io.minimlops.gateway.model.Lease;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.ServingQueue;
import java.time.Duration;

/// Where one request goes. Closing it gives the version back.
///
/// @param spec of the deployment, as it was when the request was routed
/// @param tally where it is counted how the request fared
/// @param coldStart how long the request waited for the deployment to wake; zero for most
public record Route(
        String deployment,
        DeploymentSpec spec,
        Role role,
        Lease lease,
        ArmTally tally,
        Duration coldStart)
        implements AutoCloseable {

    public Route(String deployment, DeploymentSpec spec, Role role, Lease lease, ArmTally tally) {
        this(deployment, spec, role, lease, tally, Duration.ZERO);
    }

    Route after(Duration waited) {
        return new Route(deployment, spec, role, lease, tally, waited);
    }

    public LoadedVersion version() {
        return lease.version();
    }

    public ServingQueue queue() {
        return lease.queue();
    }

    @Override
    public void close() {
        lease.close();
    }
}
