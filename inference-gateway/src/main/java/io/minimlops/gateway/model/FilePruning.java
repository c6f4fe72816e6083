package io.minimlops.gateway.model;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// Deletes files of versions that are not loaded, when there are too many. Nobody waits for it.
final class FilePruning {

    private static final Logger LOG = Logger.getLogger(FilePruning.class);

    private final VersionLoader loader;
    private final VersionStates states;
    private final long keptBytes;
    private final AtomicBoolean begun = new AtomicBoolean();

    /// @param keptBytes that files of versions may take which are not loaded
    FilePruning(VersionLoader loader, VersionStates states, long keptBytes) {
        this.loader = loader;
        this.states = states;
        this.keptBytes = keptBytes;
    }

    /// Unless it is about to begin already.
    void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("prune-files").start(this::prune);
        }
    }

    private void prune() {
        begun.set(false);
        Set<String> inUse = states.ready().map(LoadedVersion::digest).collect(Collectors.toSet());
        try {
            loader.prune(keptBytes, inUse);
        } catch (IOException e) {
            LOG.warnf("old model files could not be deleted: %s", e.getMessage());
        }
    }
}
