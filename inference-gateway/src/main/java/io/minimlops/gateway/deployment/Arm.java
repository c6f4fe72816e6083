package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.traffic.ArmTally;
import io.minimlops.gateway.model.Lease;

/// A version that answers in a role, held by a lease.
record Arm(Role role, Lease lease, ArmTally tally) {

    String version() {
        return lease.version().id().version();
    }
}
