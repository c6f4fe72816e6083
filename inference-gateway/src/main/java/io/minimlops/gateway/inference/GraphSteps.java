package io.minimlops.gateway.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.deployment.Role;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.traffic.Places;
import io.minimlops.gateway.graph.Graph;
import io.minimlops.gateway.graph.GraphAnswer;
import io.minimlops.gateway.graph.GraphRules;
import io.minimlops.gateway.graph.StepCall;
import io.minimlops.gateway.graph.StepTrace;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.inference.Prediction.Composed;
import io.minimlops.gateway.model.ClassLabels;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.LazyList;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One request to a graph, seen from its steps: what they are given, how they are asked, and what
/// of their answers the client is told.
final class GraphSteps implements StepCall.Port {

    private static final ClassLabels NO_LABELS = new ClassLabels(true, List.of());

    /// Elements that are taken apart or put together where they come, in 3 ms at most.
    private static final int LARGE = 16 * 1024;

    private final PredictionRequest request;
    private final Cancellation cancellation;
    private final GraphPredictor.Steps predictor;
    private final Executor answering;
    private final Executor workers;
    private final long mostNanos;
    private final Nesting nesting;
    private final Map<String, Object> told = new TreeMap<>();
    private Duration coldStart = Duration.ZERO;

    /// @param answering where steps are answered, which must not be held up
    /// @param workers where large tensors are put together
    GraphSteps(
            PredictionRequest request,
            DeploymentSpec spec,
            Cancellation cancellation,
            GraphPredictor.Steps predictor,
            Executor answering,
            Executor workers) {
        this.request = request;
        this.cancellation = cancellation;
        this.predictor = predictor;
        this.answering = answering;
        this.workers = workers;
        this.mostNanos = spec.limitsOrNone().timeoutNanos(request.timeoutNanos());
        this.nesting = request.nesting().deeper();
    }

    int rows() {
        return request.tensors().values().stream().mapToInt(Tensor::rows).max().orElse(1);
    }

    /// The request's, and the rows' ids, so that a row is called the same in whatever part of the
    /// request a step sees it.
    Map<String, Tensor> tensors() {
        int rows = rows();
        if (rows == 1 || request.tensors().containsKey(PredictionIds.TENSOR)) {
            return request.tensors();
        }
        List<String> ids = PredictionIds.of(request.id(), rows, null);
        List<byte[]> bytes = new LazyList<>(rows, row -> ids.get(row).getBytes(UTF_8));
        Map<String, Tensor> tensors = new HashMap<>(request.tensors());
        tensors.put(
                PredictionIds.TENSOR,
                Tensor.of(
                        PredictionIds.TENSOR,
                        DataType.BYTES,
                        Shape.of(rows),
                        new Tensor.Strings(bytes)));
        return tensors;
    }

    @Override
    public <T> CompletableFuture<T> compute(long elements, Supplier<T> work) {
        return elements < LARGE
                ? CompletableFuture.completedFuture(work.get())
                : CompletableFuture.supplyAsync(work, workers)
                        .whenCompleteAsync((done, failure) -> {}, answering);
    }

    @Override
    public int place(String node) {
        return Places.of(Places.salted(request.deployment() + "/" + node), request.stickyKey());
    }

    @Override
    public CompletableFuture<StepCall.Answer> predict(StepCall call) {
        long left = mostNanos - (System.nanoTime() - request.startNanos());
        if (mostNanos > 0 && left <= 0) {
            return CompletableFuture.failedFuture(
                    new InferenceRefused(
                            Kind.EXPIRED,
                            "Request timeout expired before step '%s'".formatted(call.path())));
        }
        if (!nesting.mayAsk()) {
            return CompletableFuture.failedFuture(
                    new InferenceRefused(
                            Kind.NOT_READY,
                            "step '%s': a request may ask deployments %d times, which it did"
                                    .formatted(call.path(), GraphRules.MOST_CALLS)));
        }
        PredictionRequest step = request.step(call, nesting, mostNanos > 0 ? left : 0);
        return predictor
                .submit(step, cancellation.part(), answering)
                .handle(
                        (answer, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(named(call, failure));
                            }
                            return answered(call, answer);
                        });
    }

    /// The client's own request named the graph rightly: a step's deployment that is gone is not
    /// its fault.
    private static Throwable named(StepCall call, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(cause instanceof InferenceRefused refused)) {
            return cause == null ? failure : cause;
        }
        return new InferenceRefused(
                refused.kind() == Kind.UNKNOWN_MODEL ? Kind.NOT_READY : refused.kind(),
                "step '%s': %s".formatted(call.path(), refused.reason()),
                refused.retryAfter(),
                refused);
    }

    private StepCall.Answer answered(StepCall call, Prediction answer) {
        synchronized (told) {
            answer.told().forEach((name, value) -> told.put(call.path() + "." + name, value));
            if (answer.coldStart().compareTo(coldStart) > 0) {
                coldStart = answer.coldStart();
            }
        }
        List<StepTrace> inner =
                answer.origin() instanceof Composed(List<StepTrace> steps)
                        ? steps.stream().map(step -> step.within(call.path())).toList()
                        : List.of();
        return new StepCall.Answer(answer.outputs(), inner);
    }

    /// Takes back what is under way still.
    void abandon() {
        cancellation.cancel();
    }

    Prediction prediction(GraphAnswer answer) {
        List<StepTrace> missing = answer.missing();
        List<String> wanted =
                missing.isEmpty()
                        ? request.outputs()
                        : request.outputs().stream().filter(answer.outputs()::containsKey).toList();
        List<Tensor> all = List.copyOf(answer.outputs().values());
        List<Tensor> outputs =
                wanted.isEmpty() && !request.outputs().isEmpty()
                        ? List.of()
                        : Signature.outputs(all, wanted, request.deployment());
        synchronized (told) {
            if (!missing.isEmpty()) {
                told.put(
                        "graph_without",
                        missing.stream()
                                .map(step -> step.path() + ": " + step.failure())
                                .collect(Collectors.joining("; ")));
            }
            return new Prediction(
                    request.deployment(),
                    Graph.VERSION,
                    Role.GRAPH,
                    outputs,
                    NO_LABELS,
                    Map.copyOf(told),
                    coldStart,
                    new Composed(answer.steps()));
        }
    }
}
