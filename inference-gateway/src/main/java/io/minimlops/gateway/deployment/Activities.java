package io.minimlops.gateway.deployment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/// The activity of each deployment that was asked for, or held, in this process.
@ApplicationScoped
class Activities {

    private final ConcurrentMap<String, Activity> byName = new ConcurrentHashMap<>();

    /// @param name of a deployment that is known: nothing else is remembered
    Activity of(String name) {
        Activity seen = byName.get(name);
        return seen != null ? seen : byName.computeIfAbsent(name, any -> new Activity());
    }

    Optional<Activity> seen(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// Of these, who was not asked for the longest. One that is held since the process began, and
    /// that nobody ever asked for, goes before all that somebody did ask for.
    Optional<String> longestIdle(Stream<String> names) {
        return names.min(
                Comparator.comparingLong(
                        name -> seen(name).map(Activity::idleSinceMillis).orElse(0L)));
    }

    void forget(String name) {
        byName.remove(name);
    }
}
