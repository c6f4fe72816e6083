package io.minimlops.gateway.model;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// The versions in this process. Each is loaded once however many ask for it at the same time.
@ApplicationScoped
public class VersionShelf {

    private static final Logger LOG = Logger.getLogger(VersionShelf.class);

    private final ModelConfig config;
    private final ManifestSource manifests;
    private final VersionLoader loader;
    private final VersionStates states = new VersionStates();
    private final ConcurrentMap<VersionId, ServingStats> stats = new ConcurrentHashMap<>();
    private final ConcurrentMap<VersionId, Object> locks = new ConcurrentHashMap<>();
    private final ConcurrentMap<VersionId, LoadReport> reports = new ConcurrentHashMap<>();
    private final ConcurrentMap<VersionId, Manifest> loadedBefore = new ConcurrentHashMap<>();
    private final AtomicLong loadedBytes = new AtomicLong();
    private final Retention retention;
    private final FilePruning pruning;
    private final LoadThreads threads;

    VersionShelf(ModelConfig config, ManifestSource manifests, VersionLoader loader) {
        this.config = config;
        this.manifests = manifests;
        this.loader = loader;
        this.retention = new Retention(config.keptLoaded(), config.keepLoadedFor());
        this.pruning = new FilePruning(loader, states, config.keptOnDiskBytes());
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
        if (states.of(id) instanceof VersionState.Failed failed
                && failed.isHopelessAt(Instant.now())) {
            throw new LoadFailed(failed.kind(), failed.reason());
        }
        return load(id);
    }

    public Optional<LoadedVersion> ready(VersionId id) {
        return states.ready(id);
    }

    /// Every version that was ever asked for, by model and version.
    public Map<VersionId, VersionState> states() {
        return states.all();
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

    /// Models that have a version in memory.
    public Set<String> loadedModels() {
        return states.ready().map(version -> version.id().model()).collect(Collectors.toSet());
    }

    /// Versions of a model in memory, the oldest first.
    public List<String> readyVersions(String model) {
        return states.ready(model).stream().map(version -> version.id().version()).toList();
    }

    /// Lets go of versions of a model that no deployment wants: some stay for a while, for a quick
    /// way back.
    public void keep(String model, Set<VersionId> wanted) {
        List<LoadedVersion> loaded = states.ready(model);
        Set<VersionId> surplus =
                retention.surplus(
                        loaded.stream().map(LoadedVersion::id).toList(), wanted, Instant.now());
        loaded.stream().filter(version -> surplus.contains(version.id())).forEach(this::unload);
    }

    /// Unloads the versions of a model that nobody uses, with none left for a quick way back.
    public void unloadAllBut(String model, Set<VersionId> used) {
        states.ready(model).stream()
                .filter(version -> !used.contains(version.id()))
                .forEach(this::unload);
    }

    /// Unloads every version of a model as soon as its requests are answered.
    public void unload(String model) {
        states.ready(model).forEach(this::unload);
    }

    private void unload(LoadedVersion version) {
        if (states.unloaded(version)) {
            retention.gone(version.id());
            report(version.id()).ifPresent(report -> loadedBytes.addAndGet(-report.bytes()));
            version.retire();
            LOG.infof("%s leaves memory when its requests are answered", version.id());
        }
    }

    /// Forgets the statistics of versions that are gone for long; they would pile up over the life
    /// of a process.
    public void forgetStatistics() {
        long limit = Instant.now().minus(config.keepStatisticsFor()).toEpochMilli();
        stats.entrySet()
                .removeIf(
                        each ->
                                states.of(each.getKey()) instanceof VersionState.Unloaded
                                        && each.getValue().lastInferenceMillis() < limit);
    }

    private LoadedVersion loadNow(VersionId id) throws LoadFailed {
        states.put(id, new VersionState.Loading());
        LoadClock clock = new LoadClock();
        try {
            Manifest known = loadedBefore.get(id);
            Manifest manifest = known == null ? manifests.manifest(id) : known;
            LoadedVersion version = loader.load(manifest, counters(id), clock);
            loaded(id, version, manifest, clock.times());
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

    private void loaded(VersionId id, LoadedVersion version, Manifest manifest, LoadTimes times) {
        loadedBefore.put(id, manifest);
        reports.put(
                id, new LoadReport(Instant.now(), times, manifest.totalSize(), manifest.digest()));
        loadedBytes.addAndGet(manifest.totalSize());
        states.put(id, new VersionState.Ready(version));
        LOG.infof("%s is ready after %d ms", id, times.total().toMillis());
        pruning.begin();
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

    @PreDestroy
    void close() {
        threads.close();
        states.ready().forEach(LoadedVersion::retire);
    }
}
