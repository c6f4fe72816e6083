package io.minimlops.gateway.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Which versions stay in memory that no deployment wants any more, for a quick way back: of each
/// model those that were wanted last.
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
    /// @param loaded all of one model
    List<LoadedVersion> surplus(List<LoadedVersion> loaded, Set<VersionId> wanted) {
        wanted.forEach(unwantedSince::remove);
        List<LoadedVersion> unwanted = new ArrayList<>();
        for (LoadedVersion version : loaded) {
            if (!wanted.contains(version.id())) {
                unwantedSince.putIfAbsent(version.id(), Instant.now());
                unwanted.add(version);
            }
        }
        return surplus(unwanted);
    }

    private List<LoadedVersion> surplus(List<LoadedVersion> unwanted) {
        Instant limit = Instant.now().minus(longest);
        List<LoadedVersion> newestFirst =
                unwanted.stream().sorted(Comparator.comparing(this::since).reversed()).toList();
        List<LoadedVersion> surplus = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            LoadedVersion version = newestFirst.get(i);
            if (i >= most || since(version).isBefore(limit)) {
                surplus.add(version);
            }
        }
        return surplus;
    }

    private Instant since(LoadedVersion version) {
        return unwantedSince.getOrDefault(version.id(), Instant.MAX);
    }

    /// A version has left memory.
    void gone(VersionId id) {
        unwantedSince.remove(id);
    }
}
