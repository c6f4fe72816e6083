package io.minimlops.gateway.model;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
    /// Before every version of its model.
    private static final String OLDEST = "0";

    private final ConcurrentNavigableMap<VersionId, VersionState> states =
            new ConcurrentSkipListMap<>(BY_NAME);
    private final ConcurrentMap<VersionId, ServingStats> stats = new ConcurrentHashMap<>();
    private final ConcurrentMap<VersionId, Object> locks = new ConcurrentHashMap<>();
    private final ConcurrentMap<VersionId, Instant> unwantedSince = new ConcurrentHashMap<>();
    private final ConcurrentMap<VersionId, LoadReport> reports = new ConcurrentHashMap<>();
    private final ConcurrentMap<VersionId, Manifest> loadedBefore = new ConcurrentHashMap<>();
    private final AtomicLong loadedBytes = new AtomicLong();
    private final AtomicBoolean pruning = new AtomicBoolean();
    private final LoadThreads threads;

    VersionShelf(ModelConfig config, ManifestSource manifests, VersionLoader loader) {
        this.config = config;
        this.manifests = manifests;
        this.loader = loader;
        this.threads = LoadThreads.of(config.parallelLoads());
    }

    /// The version, loaded and warmed up; waits while another caller loads it.
    public LoadedVersion load(VersionId id) throws LoadFailed {
        Optional<LoadedVersion> ready = ready(id);
        if (ready.isPresent()) {
            return ready.get();
        }
        synchronized (locks.computeIfAbsent(id, any -> new Object())) {
            ready = ready(id);
            return ready.isPresent() ? ready.get() : threads.run(() -> loadNow(id));
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

    /// How a version was last loaded; empty when it never was.
    public Optional<LoadReport> report(VersionId id) {
        return Optional.ofNullable(reports.get(id));
    }

    /// Bytes of the files of all that is loaded.
    public long loadedBytes() {
        return loadedBytes.get();
    }

    /// Lets go of versions of a model that no deployment wants: some stay for a while, for a quick
    /// way back.
    public void keep(String model, Set<VersionId> wanted) {
        wanted.forEach(unwantedSince::remove);
        List<LoadedVersion> idle = new ArrayList<>();
        for (LoadedVersion version : loaded(model)) {
            if (!wanted.contains(version.id())) {
                unwantedSince.putIfAbsent(version.id(), Instant.now());
                idle.add(version);
            }
        }
        unloadSome(idle);
    }

    /// Unloads the versions of a model that nobody uses, with none left for a quick way back.
    public void unloadAllBut(String model, Set<VersionId> used) {
        loaded(model).stream()
                .filter(version -> !used.contains(version.id()))
                .forEach(this::unload);
    }

    /// Models that have a version in memory.
    public Set<String> loadedModels() {
        Set<String> models = new HashSet<>();
        states.forEach(
                (id, state) -> {
                    if (state instanceof VersionState.Ready) {
                        models.add(id.model());
                    }
                });
        return models;
    }

    /// Forgets the statistics of versions that are gone for long; they would pile up over the life
    /// of a process.
    public void forgetStatistics() {
        long limit = Instant.now().minus(config.keepStatisticsFor()).toEpochMilli();
        stats.entrySet()
                .removeIf(
                        each ->
                                states.get(each.getKey()) instanceof VersionState.Unloaded
                                        && each.getValue().lastInferenceMillis() < limit);
    }

    /// Versions of a model in memory, the oldest first.
    public List<String> readyVersions(String model) {
        return loaded(model).stream().map(version -> version.id().version()).toList();
    }

    private List<LoadedVersion> loaded(String model) {
        List<LoadedVersion> loaded = new ArrayList<>();
        for (Map.Entry<VersionId, VersionState> each :
                states.tailMap(new VersionId(model, OLDEST)).entrySet()) {
            if (!each.getKey().model().equals(model)) {
                break;
            }
            if (each.getValue() instanceof VersionState.Ready(LoadedVersion version)) {
                loaded.add(version);
            }
        }
        return loaded;
    }

    /// Unloads every version of a model as soon as its requests are answered.
    public void unload(String model) {
        loaded(model).forEach(this::unload);
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
            report(version.id()).ifPresent(report -> loadedBytes.addAndGet(-report.bytes()));
            version.retire();
            LOG.infof("%s leaves memory when its requests are answered", version.id());
        }
    }

    private LoadedVersion loadNow(VersionId id) throws LoadFailed {
        states.put(id, new VersionState.Loading());
        LoadClock clock = new LoadClock();
        try {
            Manifest known = loadedBefore.get(id);
            Manifest manifest = known == null ? manifests.manifest(id) : known;
            LoadedVersion version = loader.load(manifest, counters(id), clock);
            LoadTimes times = clock.times();
            loadedBefore.put(id, manifest);
            reports.put(
                    id,
                    new LoadReport(Instant.now(), times, manifest.totalSize(), manifest.digest()));
            loadedBytes.addAndGet(manifest.totalSize());
            states.put(id, new VersionState.Ready(version));
            LOG.infof("%s is ready after %d ms", id, times.total().toMillis());
            pruneFiles();
            return version;
        } catch (LoadFailed e) {
            loadedBefore.remove(id);
            states.put(id, new VersionState.Failed(e.kind(), e.reason(), Instant.now()));
            LOG.warnf("%s cannot be loaded: %s", id, e.reason());
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s cannot be loaded", id);
            throw new LoadFailed(unexpected(id, e), String.valueOf(e), e);
        } catch (Error e) {
            unexpected(id, e);
            throw e;
        }
    }

    /// One version's surprise is that version's alone: whoever brings many goes on with the next.
    private LoadFailed.Kind unexpected(VersionId id, Throwable surprise) {
        loadedBefore.remove(id);
        LoadFailed.Kind kind = LoadFailed.Kind.UNLOADABLE;
        states.put(id, new VersionState.Failed(kind, String.valueOf(surprise), Instant.now()));
        return kind;
    }

    private ServingStats counters(VersionId id) {
        return stats.computeIfAbsent(id, first -> new ServingStats());
    }

    /// Nobody waits for it.
    private void pruneFiles() {
        if (pruning.compareAndSet(false, true)) {
            Thread.ofVirtual().name("prune-files").start(this::pruneNow);
        }
    }

    private void pruneNow() {
        pruning.set(false);
        Set<String> inUse = new HashSet<>();
        states.forEach(
                (id, state) -> {
                    if (state instanceof VersionState.Ready(LoadedVersion version)) {
                        inUse.add(version.digest());
                    }
                });
        try {
            loader.prune(config.keptOnDiskBytes(), inUse);
        } catch (IOException e) {
            LOG.warnf("old model files could not be deleted: %s", e.getMessage());
        }
    }

    @PreDestroy
    void close() {
        threads.close();
        states.values()
                .forEach(
                        state -> {
                            if (state instanceof VersionState.Ready(LoadedVersion version)) {
                                version.retire();
                            }
                        });
    }
}
