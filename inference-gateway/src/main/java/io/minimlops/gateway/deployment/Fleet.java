package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.traffic.ArmTallies;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.ModelConfig;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/// Makes the served versions the wanted ones.
///
/// A switch loads and warms up first, then replaces the arms in one write; requests that hold the
/// old version finish on it. When the wanted version cannot be loaded, the present one goes on.
///
/// A deployment that may sleep, and one for which there is no room, is cold until it is asked for:
/// it holds no version.
@ApplicationScoped
public class Fleet {

    private static final Logger LOG = Logger.getLogger(Fleet.class);

    private final DeploymentBook book;
    private final VersionShelf shelf;
    private final ArmTallies tallies;
    private final Bandits bandits;
    private final Occupancy occupancy;
    private final ConcurrentMap<String, Arms> served = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();

    Fleet(
            DeploymentBook book,
            VersionShelf shelf,
            ArmTallies tallies,
            ModelConfig config,
            Bandits bandits) {
        this.book = book;
        this.shelf = shelf;
        this.tallies = tallies;
        this.bandits = bandits;
        this.occupancy = new Occupancy(config, shelf);
    }

    /// What answers for a deployment now.
    Arms arms(String name) {
        return served.getOrDefault(name, Arms.NONE);
    }

    public Optional<LoadedVersion> champion(String name) {
        return Optional.ofNullable(arms(name).champion()).map(arm -> arm.lease().version());
    }

    /// Whether the name is known and nothing of it is in memory.
    public boolean isCold(String name) {
        return !served.containsKey(name)
                && !paused.contains(name)
                && book.find(name).filter(deployment -> !deployment.isGraph()).isPresent();
    }

    /// What cold deployments would answer with.
    public List<VersionId> coldChampions() {
        List<VersionId> cold = new ArrayList<>();
        for (Deployment deployment : book.all()) {
            if (isCold(deployment.name())) {
                book.targets(deployment)
                        .champion()
                        .ifPresent(version -> cold.add(new VersionId(deployment.model(), version)));
            }
        }
        return cold;
    }

    /// Deployments that hold versions, or could not get them.
    Set<String> held() {
        return served.keySet();
    }

    /// How much of what may sleep is held.
    Occupancy occupancy() {
        return occupancy;
    }

    /// Brings every deployment to its wanted versions, as far as they can be loaded, and lets go of
    /// the rest.
    public void reconcileAll() {
        book.all().forEach(deployment -> reconcile(deployment.name()));
        served.keySet().stream().filter(name -> book.find(name).isEmpty()).forEach(this::reconcile);
        shelf.loadedModels().forEach(model -> shelf.keep(model, held(model)));
        shelf.forgetStatistics();
    }

    /// Brings the deployments of one model to their wanted versions.
    public void reconcileModel(String model) {
        book.ofModel(model).forEach(deployment -> reconcile(deployment.name()));
        if (served.containsKey(model)) {
            reconcile(model);
        }
        shelf.keep(model, held(model));
    }

    /// Stops serving a name until [#resume].
    public void pause(String name) {
        paused.add(name);
        reconcile(name);
        book.find(name)
                .filter(deployment -> !deployment.isGraph())
                .ifPresent(deployment -> shelf.unload(deployment.model()));
    }

    /// Whether somebody unloaded it.
    public boolean isPaused(String name) {
        return paused.contains(name);
    }

    public void resume(String name) {
        paused.remove(name);
        wake(name);
    }

    /// Brings one deployment to its wanted versions; one that may be cold and is stays so.
    public void reconcile(String name) {
        reconcile(name, false);
    }

    /// Brings one deployment to its wanted versions, though it may be cold.
    void wake(String name) {
        reconcile(name, true);
    }

    private void reconcile(String name, boolean wake) {
        synchronized (lock(name)) {
            Optional<Deployment> wanted =
                    paused.contains(name) ? Optional.empty() : book.find(name);
            if (wanted.isEmpty() || wanted.get().isGraph()) {
                release(name);
            } else if (wake || served.containsKey(name) || !mayBeCold(wanted.get())) {
                bring(wanted.get());
            }
        }
    }

    /// Lets a deployment's versions go, and out of memory unless another holds them.
    void sleep(String name) {
        synchronized (lock(name)) {
            release(name);
            book.find(name)
                    .map(Deployment::model)
                    .ifPresent(model -> shelf.unloadAllBut(model, held(model)));
        }
    }

    private void release(String name) {
        Arms gone = served.remove(name);
        occupancy.released(name);
        if (gone != null) {
            gone.release();
        }
    }

    /// One for all deployments of a model: what one of them loads, no other unloads meanwhile.
    private Object lock(String name) {
        return locks.computeIfAbsent(
                book.find(name).map(Deployment::model).orElse(name), any -> new Object());
    }

    private boolean mayBeCold(Deployment deployment) {
        return deployment.spec().scaling() != null || maySleep(deployment) && occupancy.isFull();
    }

    /// Somebody who deployed it wants it in memory, unless its descriptor lets it scale to zero.
    private boolean maySleep(Deployment deployment) {
        return deployment.spec().scaling() != null || !book.isByHand(deployment.name());
    }

    private void bring(Deployment wanted) {
        Arms before = arms(wanted.name());
        Targets targets = book.targets(wanted);
        if (before.match(targets, wanted.spec()) && before.trouble() == null) {
            occupancy.holds(wanted.name(), maySleep(wanted));
            return;
        }
        Arms after =
                new ArmAssembly(shelf, tallies, bandits, wanted, targets)
                        .assemble(before.champion());
        String description = before.toString();
        served.put(wanted.name(), after);
        occupancy.holds(wanted.name(), maySleep(wanted));
        before.release();
        if (!after.toString().equals(description)) {
            LOG.infof("%s: %s", wanted.name(), after);
        }
    }

    /// Versions that the deployments of a model that are not cold hold, or are about to.
    private Set<VersionId> held(String model) {
        Set<VersionId> held = new HashSet<>();
        for (Deployment deployment : book.ofModel(model)) {
            if (served.containsKey(deployment.name())) {
                held.addAll(book.versions(deployment));
                champion(deployment.name()).ifPresent(version -> held.add(version.id()));
            }
        }
        return held;
    }

    @PreDestroy
    void close() {
        served.values().forEach(Arms::release);
        served.clear();
    }
}
