package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.CostEstimate;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The open queues of one version, one for each set of settings that a deployment wants it run
/// with. Takes no lock: of several who open the same queue at once one wins.
final class ServingQueues {

    private final ServingSettings standard;
    private final Function<ServingSettings, ServingQueue> opening;
    private final ConcurrentMap<ServingSettings, ServingQueue> open = new ConcurrentHashMap<>();

    /// @param standard settings of the queue that is open from the beginning
    ServingQueues(ServingSettings standard, Function<ServingSettings, ServingQueue> opening) {
        this.standard = standard;
        this.opening = opening;
        open.put(standard, opening.apply(standard));
    }

    /// The queue of these settings, held; opened if there is none.
    ServingQueue hold(ServingSettings settings) {
        while (true) {
            ServingQueue present = open.get(settings);
            if (present != null && present.holds().take()) {
                return present;
            }
            ServingQueue fresh = opening.apply(settings);
            ServingQueue winner =
                    open.compute(
                            settings,
                            (any, other) ->
                                    other == null || other.holds().isClosed() ? fresh : other);
            if (winner == fresh) {
                return fresh;
            }
            fresh.close();
        }
    }

    /// The queue of these settings, if it is open.
    Optional<ServingQueue> find(ServingSettings settings) {
        return Optional.ofNullable(open.get(settings));
    }

    /// A queue that nobody holds any more is found no longer.
    void remove(ServingQueue queue) {
        open.remove(queue.settings(), queue);
    }

    /// What batches of the standard queue cost, or of another when that one has not run enough.
    CostEstimate cost() {
        return Stream.concat(find(standard).stream(), open.values().stream())
                .map(ServingQueue::cost)
                .filter(CostEstimate::known)
                .findFirst()
                .orElse(CostEstimate.UNKNOWN);
    }

    /// Requests that wait for an executor, in all queues.
    int pending() {
        return open.values().stream().mapToInt(ServingQueue::pending).sum();
    }
}
