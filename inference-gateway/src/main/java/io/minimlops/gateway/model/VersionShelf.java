package io.minimlops.gateway.model;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jboss.logging.Logger;

/// The versions in this process. Each is loaded once however many ask for it at the same time.
@ApplicationScoped
public class VersionShelf {

    private static final Logger LOG = Logger.getLogger(VersionShelf.class);
    /// By model, then from the oldest version to the newest.
    public static final Comparator<VersionId> BY_NAME =
            Comparator.comparing(VersionId::model)
                    .thenComparing(VersionId::version, VersionOrder.OLDEST_FIRST);

    private final ModelConfig config;
    private final ManifestSource manifests;
    private final VersionLoader loader;
    private final ConcurrentMap<VersionId, VersionState> states =
            new ConcurrentSkipListMap<>(BY_NAME);
    private final ConcurrentMap<VersionId, ServingStats> stats = new ConcurrentHashMap<>();
    private final ConcurrentMap<VersionId, Object> locks = new ConcurrentHashMap<>();
    private final ConcurrentMap<VersionId, Instant> unwantedSince = new ConcurrentHashMap<>();

    VersionShelf(ModelConfig config, ManifestSource manifests, VersionLoader loader) {
        this.config = config;
        this.manifests = manifests;
        this.loader = loader;
    }

    /// The version, loaded and warmed up; waits while another caller loads it.
    public LoadedVersion load(VersionId id) throws LoadFailed {
        Optional<LoadedVersion> ready = ready(id);
        if (ready.isPresent()) {
            return ready.get();
        }
        synchronized (locks.computeIfAbsent(id, any -> new Object())) {
            ready = ready(id);
            return ready.isPresent() ? ready.get() : loadNow(id);
        }
    }

    /// As [#load], but does not fetch files again that were found damaged a moment ago.
    public LoadedVersion loadUnlessHopeless(VersionId id) throws LoadFailed {
        if (states.get(id) instanceof VersionState.Failed failed
                && failed.isHopelessAt(Instant.now())) {
            throw new LoadFailed(failed.kind(), failed.reason());
        }
        return load(id);
    }

    public Optional<LoadedVersion> ready(VersionId id) {
        return states.get(id) instanceof VersionState.Ready(LoadedVersion version)
                ? Optional.of(version)
                : Optional.empty();
    }

    /// Every version that was ever asked for, by model and version.
    public Map<VersionId, VersionState> states() {
        return new LinkedHashMap<>(states);
    }

    public Map<VersionId, ServingStats> stats() {
        return Map.copyOf(stats);
    }

    /// Lets go of versions that no deployment wants: some stay for a while, for a quick way back.
    public void keep(Set<VersionId> wanted) {
        wanted.forEach(unwantedSince::remove);
        Map<String, List<LoadedVersion>> idle = new HashMap<>();
        states.forEach(
                (id, state) -> {
                    if (state instanceof VersionState.Ready(LoadedVersion version)
                            && !wanted.contains(id)) {
                        unwantedSince.putIfAbsent(id, Instant.now());
                        idle.computeIfAbsent(id.model(), any -> new ArrayList<>()).add(version);
                    }
                });
        idle.values().forEach(this::unloadSome);
        forgetStatistics();
    }

    /// Of versions that are gone for long; they would pile up over the life of a process.
    private void forgetStatistics() {
        long limit = Instant.now().minus(config.keepStatisticsFor()).toEpochMilli();
        stats.entrySet()
                .removeIf(
                        each ->
                                states.get(each.getKey()) instanceof VersionState.Unloaded
                                        && each.getValue().lastInferenceMillis() < limit);
    }

    /// Unloads every version of a model as soon as its requests are answered.
    public void unload(String model) {
        states.forEach(
                (id, state) -> {
                    if (id.model().equals(model)
                            && state instanceof VersionState.Ready(LoadedVersion version)) {
                        unload(version);
                    }
                });
    }

    private void unloadSome(List<LoadedVersion> idle) {
        Instant limit = Instant.now().minus(config.keepLoadedFor());
        List<LoadedVersion> newestFirst =
                idle.stream().sorted(Comparator.comparing(this::idleSince).reversed()).toList();
        for (int i = 0; i < newestFirst.size(); i++) {
            LoadedVersion version = newestFirst.get(i);
            if (i >= config.keptLoaded() || idleSince(version).isBefore(limit)) {
                unload(version);
            }
        }
    }

    private Instant idleSince(LoadedVersion version) {
        return unwantedSince.getOrDefault(version.id(), Instant.MAX);
    }

    private void unload(LoadedVersion version) {
        if (states.replace(
                version.id(), new VersionState.Ready(version), new VersionState.Unloaded())) {
            unwantedSince.remove(version.id());
            version.retire();
            LOG.infof("%s leaves memory when its requests are answered", version.id());
        }
    }

    private LoadedVersion loadNow(VersionId id) throws LoadFailed {
        states.put(id, new VersionState.Loading());
        long start = System.nanoTime();
        try {
            LoadedVersion version = loader.load(manifests.manifest(id), counters(id));
            states.put(id, new VersionState.Ready(version));
            LOG.infof("%s is ready after %d ms", id, (System.nanoTime() - start) / 1_000_000);
            pruneFiles();
            return version;
        } catch (LoadFailed e) {
            states.put(id, new VersionState.Failed(e.kind(), e.reason(), Instant.now()));
            LOG.warnf("%s cannot be loaded: %s", id, e.reason());
            throw e;
        } catch (RuntimeException | Error e) {
            states.put(
                    id,
                    new VersionState.Failed(
                            LoadFailed.Kind.UNLOADABLE, String.valueOf(e), Instant.now()));
            throw e;
        }
    }

    private ServingStats counters(VersionId id) {
        return stats.computeIfAbsent(id, first -> new ServingStats());
    }

    private void pruneFiles() {
        List<String> inUse =
                states.values().stream()
                        .filter(VersionState.Ready.class::isInstance)
                        .map(state -> ((VersionState.Ready) state).version().digest())
                        .toList();
        try {
            loader.prune(config.keptOnDisk(), inUse);
        } catch (IOException e) {
            LOG.warnf("old model files could not be deleted: %s", e.getMessage());
        }
    }

    @PreDestroy
    void close() {
        states.values()
                .forEach(
                        state -> {
                            if (state instanceof VersionState.Ready(LoadedVersion version)) {
                                version.retire();
                            }
                        });
    }
}
