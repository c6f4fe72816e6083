package io.minimlops.gateway.batchjob;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tells when another process has ceased to renew its lease: when it has not changed under this
/// process's eyes for as long as a lease lasts. Clocks need not agree. Not thread-safe.
final class LeaseWatch {

    private final long lastsNanos;
    private final Map<String, Sighting> sightings = new HashMap<>();

    /// @param lasts without a renewal
    LeaseWatch(Duration lasts) {
        this.lastsNanos = lasts.toNanos();
    }

    private record Sighting(Lease lease, long sinceNanos) {}

    /// Whether this process may try for the next epoch.
    boolean mayClaim(String job, Optional<Lease> present, long nowNanos) {
        if (present.isEmpty()) {
            return true;
        }
        Sighting before = sightings.get(job);
        if (before == null || !before.lease().equals(present.get())) {
            sightings.put(job, new Sighting(present.get(), nowNanos));
            return false;
        }
        return nowNanos - before.sinceNanos() >= lastsNanos;
    }

    void forget(String job) {
        sightings.remove(job);
    }
}
