package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.graph.Graph;
import io.minimlops.gateway.graph.GraphRules;
import io.minimlops.gateway.graph.GraphStep;
import io.minimlops.gateway.graph.Hindrance;
import io.minimlops.gateway.graph.LinkRules;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From graphs to the deployments that their steps ask, other graphs among them.
@ApplicationScoped
public class GraphLinks {

    private final DeploymentBook book;
    private final Fleet fleet;
    private final Router router;

    GraphLinks(DeploymentBook book, Fleet fleet, Router router) {
        this.book = book;
        this.fleet = fleet;
        this.router = router;
    }

    /// @throws ProblemException 422 when it breaks one of the [LinkRules]
    void check(Deployment wanted) {
        List<Deployment> all = new ArrayList<>(book.graphs());
        all.add(wanted);
        Map<String, Graph> graphs = new HashMap<>();
        for (Deployment deployment : all) {
            Graph graph = deployment.spec().graph();
            if (graph != null) {
                graphs.put(deployment.name(), graph);
            }
        }
        List<Violation> violations =
                LinkRules.violations(wanted.name(), graphs, step -> book.find(step).isPresent());
        Problem.Invalid.refuse(violations);
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
            router.route(name, step.version(), "").ifPresent(Route::close);
            return Optional.empty();
        } catch (NotServed e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
