package io.minimlops.gateway.inference;

import io.minimlops.gateway.admission.Gate;
import io.minimlops.gateway.deployment.Admission;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.Fleet;
import io.minimlops.gateway.deployment.NotServed;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.graph.Graph;
import io.minimlops.gateway.graph.GraphRefused;
import io.minimlops.gateway.graph.GraphRules;
import io.minimlops.gateway.graph.GraphRun;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.model.GraphStats;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Predicts by graphs. Each step is a request of its own to the step's deployment, with the graph's
/// id and key, so that log, feedback, canaries and batches treat it as any other.
@ApplicationScoped
public class GraphPredictor {

    private final DeploymentBook book;
    private final Fleet fleet;
    private final Admission admission;
    private final GraphStats stats;
    private final Executor workers;
    private final ConcurrentMap<String, AtomicInteger> underWay = new ConcurrentHashMap<>();

    GraphPredictor(
            DeploymentBook book,
            Fleet fleet,
            Admission admission,
            GraphStats stats,
            @VirtualThreads ExecutorService workers) {
        this.book = book;
        this.fleet = fleet;
        this.admission = admission;
        this.stats = stats;
        this.workers = workers;
    }

    /// How a step is predicted, as [Predictor#submit] does.
    interface Steps {
        CompletableFuture<Prediction> submit(
                PredictionRequest request, Cancellation cancellation, Executor answering);
    }

    boolean isGraph(String deployment) {
        return book.spec(deployment).graph() != null;
    }

    /// Never blocks. Fails with [InferenceRefused] when there is no prediction.
    CompletableFuture<Prediction> submit(
            PredictionRequest request,
            Cancellation cancellation,
            Executor answering,
            Steps predictor) {
        DeploymentSpec spec = book.spec(request.deployment());
        Graph graph = spec.graph();
        if (graph == null) {
            return predictor.submit(request, cancellation, answering);
        }
        GraphSteps steps =
                new GraphSteps(request, spec, cancellation.part(), predictor, answering, workers);
        admission.arrived(request.deployment());
        try {
            Pass pass = enter(request, spec, graph, steps.rows());
            return GraphRun.start(graph, request.parameters(), steps.tensors(), steps)
                    .thenApply(steps::prediction)
                    .whenComplete((answer, failure) -> pass.leave())
                    .handle((answer, failure) -> end(request, steps, answer, failure));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(refuse(request, e));
        }
    }

    /// Waits for what [#submit] began.
    static Prediction await(CompletableFuture<Prediction> submitted) {
        try {
            return submitted.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException told ? told : e;
        }
    }

    /// A request's place among those under way.
    private record Pass(AtomicInteger underWay, Optional<Gate> gate) {

        void leave() {
            underWay.decrementAndGet();
            gate.ifPresent(Gate::leave);
        }
    }

    private Pass enter(PredictionRequest request, DeploymentSpec spec, Graph graph, int rows) {
        check(request, spec, rows);
        AtomicInteger all =
                underWay.computeIfAbsent(request.deployment(), any -> new AtomicInteger());
        Integer most = graph.maxInFlight();
        if (all.incrementAndGet() > (most == null ? Integer.MAX_VALUE : most)) {
            all.decrementAndGet();
            throw new InferenceRefused(
                    Kind.OVERLOADED,
                    "%d requests are under way in the graph %s, its maxInFlight"
                            .formatted(most, request.deployment()));
        }
        try {
            return new Pass(all, admission.enter(request.deployment(), spec));
        } catch (RuntimeException e) {
            all.decrementAndGet();
            throw e;
        }
    }

    private void check(PredictionRequest request, DeploymentSpec spec, int rows) {
        String name = request.deployment();
        if (request.version() != null && !request.version().equals(Graph.VERSION)) {
            throw new InferenceRefused(
                    Kind.UNKNOWN_MODEL,
                    "%s: it is a graph, whose one version is %s"
                            .formatted(NotServed.unknown(name, request.version()), Graph.VERSION));
        }
        if (fleet.isPaused(name)) {
            throw new InferenceRefused(Kind.NOT_READY, NotServed.notReady(name, "it was unloaded"));
        }
        if (request.nesting().isDeepest()) {
            throw new InferenceRefused(
                    Kind.NOT_READY,
                    "the graph %s is the step of %d graphs, the most there may be"
                            .formatted(name, GraphRules.MOST_DEPTH));
        }
        Attempt.checkRows(spec, rows);
    }

    private Prediction end(
            PredictionRequest request,
            GraphSteps steps,
            @Nullable Prediction answer,
            @Nullable Throwable failure) {
        steps.abandon();
        if (answer == null) {
            throw refuse(request, failure);
        }
        stats.of(request.deployment()).composed(nanos(request), steps.rows());
        return answer;
    }

    private RuntimeException refuse(PredictionRequest request, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        RuntimeException told =
                switch (cause) {
                    case GraphRefused refused ->
                            new InferenceRefused(
                                    kind(refused), String.valueOf(refused.getMessage()));
                    case null -> new IllegalStateException("a graph ended without a word");
                    default -> Refusals.of(cause);
                };
        stats.of(request.deployment()).failed(nanos(request), Attempt.reason(told));
        return told;
    }

    private static Kind kind(GraphRefused refused) {
        return switch (refused.fault()) {
            case REQUEST -> Kind.INVALID;
            case GRAPH -> Kind.FAILED;
        };
    }

    private static long nanos(PredictionRequest request) {
        return System.nanoTime() - request.startNanos();
    }
}
