package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.graph.Graph;
import io.minimlops.gateway.graph.GraphRules;
import io.minimlops.gateway.graph.GraphStep;
import io.minimlops.gateway.graph.Hindrance;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From graphs to the deployments that their steps ask, other graphs among them.
@ApplicationScoped
public class GraphLinks {

    private static final String AT = "spec.graph";

    private final DeploymentBook book;
    private final Fleet fleet;

    GraphLinks(DeploymentBook book, Fleet fleet) {
        this.book = book;
        this.fleet = fleet;
    }

    /// @throws ProblemException 422 when a step asks what is not there, or leads back to the name
    void check(String name, DeploymentSpec spec) {
        List<Violation> violations = new ArrayList<>();
        Deployment wanted = Deployment.ofGraph(name, spec);
        for (String step : wanted.stepDeployments()) {
            if (!step.equals(name) && book.find(step).isEmpty()) {
                violations.add(
                        new Violation(
                                AT,
                                "asks the deployment '%s', which there is not".formatted(step)));
            }
        }
        follow(wanted, List.of(), name, violations);
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.Invalid.of(violations));
        }
    }

    private void follow(Deployment from, List<String> way, String name, List<Violation> told) {
        List<String> further = new ArrayList<>(way);
        further.add(from.name());
        if (further.size() > GraphRules.MOST_DEPTH) {
            told.add(
                    new Violation(
                            AT,
                            "is more than %d graphs deep: %s"
                                    .formatted(
                                            GraphRules.MOST_DEPTH, String.join(" -> ", further))));
            return;
        }
        for (String step : from.stepDeployments()) {
            if (step.equals(name)) {
                told.add(
                        new Violation(
                                AT,
                                "must not come back to itself: %s -> %s"
                                        .formatted(String.join(" -> ", further), name)));
            } else if (told.isEmpty()) {
                book.find(step)
                        .filter(Deployment::isGraph)
                        .ifPresent(graph -> follow(graph, further, name, told));
            }
        }
    }

    /// Why a graph would not answer now: what it cannot do without is neither in memory nor cold.
    public Optional<String> trouble(Deployment deployment) {
        return trouble(deployment.name(), deployment.spec().graph(), 1);
    }

    /// @param depth graphs one within the other, this the last
    private Optional<String> trouble(String name, @Nullable Graph graph, int depth) {
        if (fleet.isPaused(name)) {
            return Optional.of("it was unloaded");
        }
        if (graph == null || depth > GraphRules.MOST_DEPTH) {
            return Optional.of("it leads through too many graphs");
        }
        return Hindrance.of(graph, step -> trouble(step, depth));
    }

    private Optional<String> trouble(GraphStep step, int depth) {
        String name = String.valueOf(step.deployment());
        DeploymentSpec spec = book.spec(name);
        if (spec.graph() != null) {
            return trouble(name, spec.graph(), depth + 1);
        }
        try {
            fleet.route(name, step.version(), "").ifPresent(Route::close);
            return Optional.empty();
        } catch (NotServed e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
