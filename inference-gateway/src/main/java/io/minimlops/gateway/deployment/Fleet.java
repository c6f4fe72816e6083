package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.traffic.ArmTallies;
import io.minimlops.gateway.model.Lease;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.registry.AliasTable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
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
@ApplicationScoped
public class Fleet {

    private static final Logger LOG = Logger.getLogger(Fleet.class);

    private final DeploymentBook book;
    private final AliasTable aliases;
    private final VersionShelf shelf;
    private final ArmTallies tallies;
    private final ConcurrentMap<String, Arms> served = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();

    Fleet(DeploymentBook book, AliasTable aliases, VersionShelf shelf, ArmTallies tallies) {
        this.book = book;
        this.aliases = aliases;
        this.shelf = shelf;
        this.tallies = tallies;
    }

    /// The version for a request, leased.
    ///
    /// @param version absent: the arm that the key decides
    /// @throws NotServed when the name is unknown or no version is ready
    public Route route(String name, @Nullable String version, String stickyKey) {
        return version == null ? route(name, stickyKey) : pinned(name, version);
    }

    /// What answers for a deployment now.
    Arms arms(String name) {
        return served.getOrDefault(name, Arms.NONE);
    }

    public Optional<LoadedVersion> champion(String name) {
        return Optional.ofNullable(arms(name).champion()).map(arm -> arm.lease().version());
    }

    /// Brings every deployment to its wanted versions, as far as they can be loaded, and lets go of
    /// the rest.
    public void reconcileAll() {
        book.all().forEach(deployment -> reconcile(deployment.name()));
        served.keySet().stream().filter(name -> book.find(name).isEmpty()).forEach(this::reconcile);
        shelf.keep(wanted());
    }

    /// Brings the deployments of one model to their wanted versions.
    public void reconcileModel(String model) {
        book.all().stream()
                .filter(deployment -> deployment.model().equals(model))
                .forEach(deployment -> reconcile(deployment.name()));
        if (served.containsKey(model)) {
            reconcile(model);
        }
        shelf.keep(wanted());
    }

    /// Stops serving a name until [#resume].
    public void pause(String name) {
        paused.add(name);
        reconcile(name);
        book.find(name).ifPresent(deployment -> shelf.unload(deployment.model()));
    }

    public void resume(String name) {
        paused.remove(name);
        reconcile(name);
    }

    /// Brings one deployment to its wanted versions.
    public void reconcile(String name) {
        synchronized (locks.computeIfAbsent(name, any -> new Object())) {
            Optional<Deployment> wanted =
                    paused.contains(name) ? Optional.empty() : book.find(name);
            if (wanted.isEmpty()) {
                Arms gone = served.remove(name);
                if (gone != null) {
                    gone.release();
                }
            } else {
                bring(wanted.get());
            }
        }
    }

    private void bring(Deployment wanted) {
        Arms before = arms(wanted.name());
        Targets targets = targets(wanted);
        if (before.match(targets, wanted.spec()) && before.trouble() == null) {
            return;
        }
        Arms after = new ArmAssembly(shelf, tallies, wanted, targets).assemble(before.champion());
        String description = before.toString();
        served.put(wanted.name(), after);
        before.release();
        if (!after.toString().equals(description)) {
            LOG.infof("%s: %s", wanted.name(), after);
        }
    }

    /// The versions that a deployment wants now.
    Targets targets(Deployment wanted) {
        return Targets.of(wanted, alias -> aliases.version(wanted.model(), alias));
    }

    private Route route(String name, String stickyKey) {
        while (true) {
            Arms arms = arms(name);
            Arm arm = arms.choose(name, stickyKey);
            if (arm == null) {
                throw notServed(name);
            }
            Optional<Lease> lease = arm.lease().again();
            if (lease.isPresent()) {
                return new Route(name, arms.spec(), arm.role(), lease.get(), arm.tally());
            }
        }
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

    private Route pinned(String name, String version) {
        Deployment deployment = book.find(name).orElseThrow(() -> notServed(name));
        return shelf.ready(new VersionId(deployment.model(), version))
                .flatMap(loaded -> loaded.leaseIfOpen(deployment.settings(loaded.standard())))
                .map(lease -> pinned(deployment, lease))
                .orElseThrow(
                        () ->
                                new NotServed(
                                        false,
                                        "Request for unknown model: '%s' version %s is not found"
                                                .formatted(name, version)));
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
                true,
                "Model with name %s is not ready: %s"
                        .formatted(name, why == null ? "it is being loaded" : why));
    }

    private Set<VersionId> wanted() {
        Set<VersionId> wanted = new HashSet<>();
        for (Deployment deployment : book.all()) {
            targets(deployment).versions().stream()
                    .map(version -> new VersionId(deployment.model(), version))
                    .forEach(wanted::add);
            champion(deployment.name()).ifPresent(version -> wanted.add(version.id()));
        }
        return wanted;
    }

    @PreDestroy
    void close() {
        served.values().forEach(Arms::release);
        served.clear();
    }
}
