package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.traffic.ArmTallies;
import io.minimlops.gateway.model.Lease;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the version for each request among those that the [Fleet] serves, and leases it. It takes
/// no lock: while a switch is under way, requests go to the version before it.
@ApplicationScoped
public class Router {

    private final DeploymentBook book;
    private final Fleet fleet;
    private final VersionShelf shelf;
    private final ArmTallies tallies;

    Router(DeploymentBook book, Fleet fleet, VersionShelf shelf, ArmTallies tallies) {
        this.book = book;
        this.fleet = fleet;
        this.shelf = shelf;
        this.tallies = tallies;
    }

    /// The version for a request, leased; empty when the deployment is cold, for [Activator] to
    /// wake.
    ///
    /// @param version absent: the arm that the key decides
    /// @throws NotServed when the name is unknown or no version is ready
    public Optional<Route> route(String name, @Nullable String version, String stickyKey) {
        return version == null ? route(name, stickyKey) : pinned(name, version);
    }

    /// As what a request would be answered now.
    ///
    /// @param version absent: the arm that the key decides
    public Role role(String name, @Nullable String version, String stickyKey) {
        Arms arms = fleet.arms(name);
        if (version != null) {
            return arms.roleOf(version);
        }
        Arm arm = arms.choose(name, stickyKey);
        return arm == null ? Role.CHAMPION : arm.role();
    }

    /// Where copies of a deployment's requests go, leased.
    public Optional<Route> shadow(String name) {
        Arms arms = fleet.arms(name);
        Arm arm = arms.shadow();
        return arm == null ? Optional.empty() : route(name, arms, arm);
    }

    private Optional<Route> route(String name, String stickyKey) {
        while (true) {
            Arms arms = fleet.arms(name);
            Arm arm = arms.choose(name, stickyKey);
            if (arm == null) {
                return coldOr(name);
            }
            Optional<Route> route = route(name, arms, arm);
            if (route.isPresent()) {
                return route;
            }
        }
    }

    /// Empty when the arm was replaced meanwhile.
    private static Optional<Route> route(String name, Arms arms, Arm arm) {
        return arm.lease()
                .again()
                .map(lease -> new Route(name, arms.spec(), arm.role(), lease, arm.tally()));
    }

    private Optional<Route> coldOr(String name) {
        if (fleet.isCold(name)) {
            return Optional.empty();
        }
        throw notServed(name);
    }

    private Optional<Route> pinned(String name, String version) {
        Deployment deployment = book.find(name).orElseThrow(() -> notServed(name));
        VersionId id = new VersionId(deployment.model(), version);
        Optional<Route> route =
                shelf.ready(id)
                        .flatMap(
                                loaded ->
                                        loaded.leaseIfOpen(deployment.settings(loaded.standard())))
                        .map(lease -> pinned(deployment, lease));
        if (route.isEmpty() && !(fleet.isCold(name) && book.versions(deployment).contains(id))) {
            throw new NotServed(false, NotServed.unknown(name, version));
        }
        return route;
    }

    private Route pinned(Deployment deployment, Lease lease) {
        String name = deployment.name();
        String version = lease.version().id().version();
        Role role = fleet.arms(name).roleOf(version);
        return new Route(
                name, deployment.spec(), role, lease, tallies.of(name, role.word(), version));
    }

    private NotServed notServed(String name) {
        if (book.find(name).isEmpty()) {
            return new NotServed(
                    false, "Request for unknown model: '%s' is not found".formatted(name));
        }
        String why = fleet.isPaused(name) ? "it was unloaded" : fleet.arms(name).trouble();
        return new NotServed(
                true, NotServed.notReady(name, why == null ? "it has no version" : why));
    }
}
