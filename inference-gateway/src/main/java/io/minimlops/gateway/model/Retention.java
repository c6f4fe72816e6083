package io.minimlops.gateway.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which versions stay in memory that no deployment wants any more, for a quick way back: of each
/// model those that were wanted last, for a while.
final class Retention {

    private final int most;
    private final Duration longest;
    private final ConcurrentMap<VersionId, Instant> unwantedSince = new ConcurrentHashMap<>();

    /// @param most versions of a model
    Retention(int most, Duration longest) {
        this.most = most;
        this.longest = longest;
    }

    /// Those that are to go.
    ///
    /// @param loaded all of one model, the oldest first
    Set<VersionId> surplus(List<VersionId> loaded, Set<VersionId> wanted, Instant now) {
        wanted.forEach(unwantedSince::remove);
        List<VersionId> unwanted = new ArrayList<>();
        for (VersionId version : loaded) {
            if (!wanted.contains(version)) {
                unwantedSince.putIfAbsent(version, now);
                unwanted.add(version);
            }
        }
        return surplus(unwanted, now.minus(longest));
    }

    private Set<VersionId> surplus(List<VersionId> unwanted, Instant limit) {
        List<VersionId> lastFirst =
                unwanted.reversed().stream()
                        .sorted(Comparator.comparing(this::since).reversed())
                        .toList();
        Set<VersionId> surplus = new HashSet<>();
        for (int i = 0; i < lastFirst.size(); i++) {
            VersionId version = lastFirst.get(i);
            if (i >= most || since(version).isBefore(limit)) {
                surplus.add(version);
            }
        }
        return surplus;
    }

    private Instant since(VersionId version) {
        return unwantedSince.getOrDefault(version, Instant.MAX);
    }

    /// A version has left memory.
    void gone(VersionId version) {
        unwantedSince.remove(version);
    }
}
