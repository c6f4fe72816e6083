package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.registry.AliasTable;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Everything that is to be served: what was deployed by hand, and every model that has a champion.
@ApplicationScoped
public class DeploymentBook {

    private final AliasTable aliases;
    private final ConcurrentMap<String, Deployment> byHand = new ConcurrentHashMap<>();

    DeploymentBook(AliasTable aliases) {
        this.aliases = aliases;
    }

    void put(Deployment deployment) {
        byHand.put(deployment.name(), deployment);
    }

    void remove(String name) {
        byHand.remove(name);
    }

    /// Whether somebody deployed it, rather than its champion alone.
    boolean isByHand(String name) {
        return byHand.containsKey(name);
    }

    /// The descriptor of a deployment, cold or not. Allocates nothing.
    public DeploymentSpec spec(String name) {
        Deployment deployed = byHand.get(name);
        return deployed == null ? DeploymentSpec.EMPTY : deployed.spec();
    }

    /// The graphs among them.
    public List<Deployment> graphs() {
        return byHand.values().stream()
                .filter(Deployment::isGraph)
                .sorted(Comparator.comparing(Deployment::name))
                .toList();
    }

    /// A deployment that has versions.
    ///
    /// @param what is to be done with it, as in `canaries are for models`
    /// @throws ProblemException 404 when there is none, 409 when it is a graph
    public Deployment ofVersions(String name, String what) {
        Deployment deployment = existing(name);
        if (deployment.isGraph()) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "graph-deployment",
                            "%s is a graph, which has no versions: %s of its steps' deployments %s"
                                    .formatted(name, what, deployment.stepDeployments())));
        }
        return deployment;
    }

    /// Those that somebody deployed.
    Collection<Deployment> byHand() {
        return byHand.values();
    }

    /// All that serve a model.
    List<Deployment> ofModel(String model) {
        List<Deployment> found = new ArrayList<>();
        for (Deployment deployment : byHand.values()) {
            if (deployment.model().equals(model)) {
                found.add(deployment);
            }
        }
        if (!byHand.containsKey(model)) {
            find(model).ifPresent(found::add);
        }
        return found;
    }

    /// What a deployment wants now.
    Targets targets(Deployment deployment) {
        return Targets.of(deployment, alias -> aliases.version(deployment.model(), alias));
    }

    /// Versions that a deployment's requests may go to now.
    List<VersionId> versions(Deployment deployment) {
        return targets(deployment).versions().stream()
                .map(version -> new VersionId(deployment.model(), version))
                .toList();
    }

    /// @throws ProblemException 404 when there is none
    public Deployment existing(String name) {
        return find(name)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("deployment", name)));
    }

    public Optional<Deployment> find(String name) {
        Deployment deployed = byHand.get(name);
        if (deployed != null) {
            return Optional.of(deployed);
        }
        return aliases.version(name, Deployment.CHAMPION)
                .map(version -> Deployment.ofChampion(name));
    }

    /// By name.
    public Collection<Deployment> all() {
        Map<String, Deployment> all = new TreeMap<>();
        aliases.modelsWith(Deployment.CHAMPION)
                .forEach(model -> all.put(model, Deployment.ofChampion(model)));
        all.putAll(byHand);
        return all.values();
    }
}
