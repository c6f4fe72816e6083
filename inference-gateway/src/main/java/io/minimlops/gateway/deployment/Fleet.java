package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.traffic.ArmTallies;
import io.minimlops.gateway.model.Lease;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.ModelConfig;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.registry.AliasTable;
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
import org.jspecify.annotations.Nullable;

/// Makes the served versions the wanted ones, and routes requests to them.
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
    private final AliasTable aliases;
    private final VersionShelf shelf;
    private final ArmTallies tallies;
    private final Bandits bandits;
    private final Occupancy occupancy;
    private final ConcurrentMap<String, Arms> served = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();

    Fleet(
            DeploymentBook book,
            AliasTable aliases,
            VersionShelf shelf,
            ArmTallies tallies,
            ModelConfig config,
            Bandits bandits) {
        this.book = book;
        this.aliases = aliases;
        this.shelf = shelf;
        this.tallies = tallies;
        this.bandits = bandits;
        this.occupancy = new Occupancy(config, shelf);
    }

    /// The version for a request, leased; empty when the deployment is cold, for [Activator] to
    /// wake.
    ///
    /// @param version absent: the arm that the key decides
    /// @throws NotServed when the name is unknown or no version is ready
    public Optional<Route> route(String name, @Nullable String version, String stickyKey) {
        return version == null ? route(name, stickyKey) : pinned(name, version);
    }

    /// What answers for a deployment now.
    Arms arms(String name) {
        return served.getOrDefault(name, Arms.NONE);
    }

    /// As what a request would be answered now.
    ///
    /// @param version absent: the arm that the key decides
    public Role role(String name, @Nullable String version, String stickyKey) {
        Arms arms = arms(name);
        if (version != null) {
            return arms.roleOf(version);
        }
        Arm arm = arms.choose(name, stickyKey);
        return arm == null ? Role.CHAMPION : arm.role();
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
                targets(deployment)
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
        Targets targets = targets(wanted);
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

    /// The versions that a deployment wants now.
    Targets targets(Deployment wanted) {
        return Targets.of(wanted, alias -> aliases.version(wanted.model(), alias));
    }

    private Optional<Route> route(String name, String stickyKey) {
        while (true) {
            Arms arms = arms(name);
            Arm arm = arms.choose(name, stickyKey);
            if (arm == null) {
                return coldOr(name);
            }
            Optional<Lease> lease = arm.lease().again();
            if (lease.isPresent()) {
                return Optional.of(
                        new Route(name, arms.spec(), arm.role(), lease.get(), arm.tally()));
            }
        }
    }

    private Optional<Route> coldOr(String name) {
        if (isCold(name)) {
            return Optional.empty();
        }
        throw notServed(name);
    }

    /// Where copies of a deployment's requests go, leased.
    public Optional<Route> shadow(String name) {
        Arms arms = arms(name);
        Arm arm = arms.shadow();
        return arm == null
                ? Optional.empty()
                : arm.lease()
                        .again()
                        .map(lease -> new Route(name, arms.spec(), arm.role(), lease, arm.tally()));
    }

    private Optional<Route> pinned(String name, String version) {
        Deployment deployment = book.find(name).orElseThrow(() -> notServed(name));
        Optional<Route> route =
                shelf.ready(new VersionId(deployment.model(), version))
                        .flatMap(
                                loaded ->
                                        loaded.leaseIfOpen(deployment.settings(loaded.standard())))
                        .map(lease -> pinned(deployment, lease));
        if (route.isEmpty() && !(isCold(name) && wanted(deployment).contains(version))) {
            throw new NotServed(false, NotServed.unknown(name, version));
        }
        return route;
    }

    private Route pinned(Deployment deployment, Lease lease) {
        String name = deployment.name();
        String version = lease.version().id().version();
        Role role = arms(name).roleOf(version);
        return new Route(
                name, deployment.spec(), role, lease, tallies.of(name, role.word(), version));
    }

    private NotServed notServed(String name) {
        if (book.find(name).isEmpty()) {
            return new NotServed(
                    false, "Request for unknown model: '%s' is not found".formatted(name));
        }
        String why = paused.contains(name) ? "it was unloaded" : arms(name).trouble();
        return new NotServed(
                true, NotServed.notReady(name, why == null ? "it has no version" : why));
    }

    /// Versions that the deployments of a model that are not cold hold, or are about to.
    private Set<VersionId> held(String model) {
        Set<VersionId> held = new HashSet<>();
        for (Deployment deployment : book.ofModel(model)) {
            if (served.containsKey(deployment.name())) {
                wanted(deployment).forEach(version -> held.add(new VersionId(model, version)));
                champion(deployment.name()).ifPresent(version -> held.add(version.id()));
            }
        }
        return held;
    }

    /// Versions that a deployment's requests may go to.
    List<String> wanted(Deployment deployment) {
        return targets(deployment).versions();
    }

    @PreDestroy
    void close() {
        served.values().forEach(Arms::release);
        served.clear();
    }
}
