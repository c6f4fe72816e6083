package io.minimlops.gateway.deployment;

import io.minimlops.gateway.model.ModelConfig;
import io.minimlops.gateway.model.VersionShelf;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// How many of the deployments that may leave memory are in it, beside how many may be.
final class Occupancy {

    private final ModelConfig config;
    private final VersionShelf shelf;
    private final Set<String> sleepers = ConcurrentHashMap.newKeySet();

    Occupancy(ModelConfig config, VersionShelf shelf) {
        this.config = config;
        this.shelf = shelf;
    }

    /// A deployment is in memory.
    ///
    /// @param maySleep whether it counts, and may make room
    void holds(String name, boolean maySleep) {
        if (maySleep) {
            sleepers.add(name);
        } else {
            sleepers.remove(name);
        }
    }

    void released(String name) {
        sleepers.remove(name);
    }

    /// Those in memory that may leave it.
    Stream<String> sleepers() {
        return sleepers.stream();
    }

    /// Whether another one may come into memory only when one leaves.
    boolean isFull() {
        return sleepers.size() >= config.maxLoaded()
                || config.maxLoadedBytes() > 0 && shelf.loadedBytes() >= config.maxLoadedBytes();
    }

    /// Whether more is in memory than may be.
    boolean isExceeded() {
        return sleepers.size() > config.maxLoaded()
                || config.maxLoadedBytes() > 0 && shelf.loadedBytes() > config.maxLoadedBytes();
    }
}
