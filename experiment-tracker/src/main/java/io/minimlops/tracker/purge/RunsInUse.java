package io.minimlops.tracker.purge;

import io.minimlops.tracker.forward.RegisteredRuns;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Runs that a registered model version was made from: its files lie among theirs.
@ApplicationScoped
class RunsInUse {

    private static final int AT_ONCE = 100;

    private final RegisteredRuns registered;

    RunsInUse(RegisteredRuns registered) {
        this.registered = registered;
    }

    /// @throws io.minimlops.tracker.Refusal.Unavailable when the registry does not answer
    Set<String> among(List<String> runIds) {
        Set<String> used = new TreeSet<>();
        for (int from = 0; from < runIds.size(); from += AT_ONCE) {
            used.addAll(
                    registered.among(
                            runIds.subList(from, Math.min(runIds.size(), from + AT_ONCE))));
        }
        return used;
    }
}
