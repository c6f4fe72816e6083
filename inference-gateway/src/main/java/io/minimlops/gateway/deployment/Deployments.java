package io.minimlops.gateway.deployment;

import io.minimlops.gateway.change.Change;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes to what is served under which name.
@ApplicationScoped
class Deployments {

    private final DeploymentBook book;
    private final DeploymentLog log;
    private final WantedVersions versions;
    private final Canaries canaries;
    private final GraphLinks links;

    Deployments(
            DeploymentBook book,
            DeploymentLog log,
            WantedVersions versions,
            Canaries canaries,
            GraphLinks links) {
        this.book = book;
        this.log = log;
        this.versions = versions;
        this.canaries = canaries;
        this.links = links;
    }

    /// Serves what the alias points to under the name, and follows it; or the one version that the
    /// descriptor names. A rollout that the descriptor did not want before begins.
    ///
    /// @param spec absent: as a present deployment has it
    Deployment deploy(
            String name, String model, String alias, @Nullable DeploymentSpec spec, Change change) {
        synchronized (log.lock(name)) {
            Deployment present =
                    book.find(name)
                            .orElse(
                                    new Deployment(
                                            name, model, alias, null, DeploymentSpec.EMPTY, null));
            Deployment wanted =
                    RolloutStart.wanted(
                            present, model, alias, spec == null ? kept(present) : spec, change);
            Targets targets = versions.find(wanted);
            RolloutStart.check(present, wanted, targets);
            List<LoadedVersion> loaded = versions.load(model, targets);
            DefaultColumns.check(
                    wanted.spec().missing(),
                    loaded.stream().flatMap(version -> version.features().stream()).toList());
            return log.write(wanted, change);
        }
    }

    private static DeploymentSpec kept(Deployment present) {
        return present.isGraph() ? DeploymentSpec.EMPTY : present.spec();
    }

    /// Serves a graph of other deployments under the name.
    ///
    /// @throws ProblemException 422 when a step asks what is not there, or leads back here
    Deployment deployGraph(String name, DeploymentSpec spec, Change change) {
        // One at a time, so that two graphs cannot come to lead to each other.
        synchronized (links) {
            Deployment wanted = Deployment.ofGraph(name, spec);
            links.check(wanted);
            synchronized (log.lock(name)) {
                return log.write(wanted, change);
            }
        }
    }

    /// Forgets what was deployed by hand; a model with a champion goes on under its own name.
    void withdraw(String name, Change change) {
        if (!book.isByHand(name)) {
            throw new ProblemException(new Problem.NotFound("deployment made by hand", name));
        }
        canaries.end(name, change);
        log.withdraw(name, change);
    }
}
