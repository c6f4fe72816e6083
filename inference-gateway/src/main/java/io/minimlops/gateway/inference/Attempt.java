package io.minimlops.gateway.inference;

import io.minimlops.gateway.admission.Gate;
import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.Ticket;
import io.minimlops.gateway.deployment.Admission;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.feature.FeatureOutputs;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.inferencelog.ServedRequest;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.ServingStats.FailureReason;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request between its routing and its answer. It ends with [#succeed] or [#refuse]: then it is
/// counted, and its version may be closed.
final class Attempt {

    private static final ModelInput NOTHING = new ModelInput(List.of(), null, null, "");

    private final PredictionRequest request;
    private final Route route;
    private final TrafficObserver observer;
    private final @Nullable Tensor givenIds;
    private final Map<String, Tensor> tensors;
    private ModelInput input = NOTHING;
    private List<String> predictionIds = List.of();
    private Optional<Gate> gate = Optional.empty();

    Attempt(PredictionRequest request, Route route, TrafficObserver observer) {
        this.request = request;
        this.route = route;
        this.observer = observer;
        this.givenIds = givenIds(version(), request);
        this.tensors = tensors(version(), request, givenIds);
    }

    PredictionRequest request() {
        return request;
    }

    LoadedVersion version() {
        return route.version();
    }

    /// Whether [#queue] asks the feature store, and so blocks.
    boolean looksUp() {
        return InputAssembly.looksUp(version(), tensors);
    }

    /// Queues the request; features, if it needs any, are looked up before.
    ///
    /// @throws InferenceRefused when the model does not take it
    Ticket<List<Tensor>> queue(
            Admission admission, InputAssembly assembly, Cancellation cancellation)
            throws InterruptedException {
        gate = admission.enter(route);
        Signature.checkOutputs(version(), looksUp(), request.outputs(), request.deployment());
        input = assembly.assemble(route, request, tensors);
        int rows = input.tensors().isEmpty() ? 1 : input.tensors().getFirst().rows();
        checkRows(route.spec(), rows);
        if (version().isBatchable()) {
            InputAssembly.checkBatch(route, rows);
        }
        boolean stray = request.nesting().isStep() && givenIds != null && givenIds.rows() != rows;
        predictionIds = PredictionIds.of(request.id(), rows, stray ? null : givenIds);
        Ticket<List<Tensor>> ticket =
                route.queue().submit(input.tensors(), request.priority(), timeoutNanos());
        cancellation.watch(ticket);
        return ticket;
    }

    private static @Nullable Tensor givenIds(LoadedVersion version, PredictionRequest request) {
        Tensor given = request.tensors().get(PredictionIds.TENSOR);
        if (given != null) {
            for (TensorSpec spec : version.inputs()) {
                if (spec.name().equals(PredictionIds.TENSOR)) {
                    return null;
                }
            }
        }
        return given;
    }

    private static Map<String, Tensor> tensors(
            LoadedVersion version, PredictionRequest request, @Nullable Tensor givenIds) {
        if (request.nesting().isStep()) {
            return Signature.taken(version, request.tensors());
        }
        if (givenIds == null) {
            return request.tensors();
        }
        Map<String, Tensor> tensors = new HashMap<>(request.tensors());
        tensors.remove(PredictionIds.TENSOR);
        return tensors;
    }

    Prediction succeed(Outcome<List<Tensor>> outcome) {
        Prediction prediction =
                new Prediction(
                        request.deployment(),
                        version().id().version(),
                        route.role(),
                        outputs(outcome.result()),
                        version().labels(),
                        input.parameters(),
                        route.coldStart(),
                        new Prediction.Batched(outcome));
        long nanos = nanos();
        ServedRequest served = Served.of(request, route, input, predictionIds, outcome, nanos);
        observer.answered(request, route, input, outcome.result(), served, nanos);
        version().stats().succeeded(nanos, outcome);
        end();
        return prediction;
    }

    /// What is known about looked-up features is put together only for who names it.
    private List<Tensor> outputs(List<Tensor> all) {
        List<String> wanted = request.outputs();
        List<Tensor> outputs = all;
        if (input.vectors() != null && wanted.stream().anyMatch(FeatureOutputs::isOne)) {
            outputs = new ArrayList<>(FeatureOutputs.of(input.vectors(), asOf()));
            outputs.addAll(all);
        }
        return Signature.outputs(outputs, wanted, request.deployment());
    }

    private Instant asOf() {
        return request.eventTime() == null ? Instant.now() : request.eventTime();
    }

    /// @return what to tell the client
    RuntimeException refuse(Throwable failure) {
        RuntimeException told = Refusals.of(failure);
        version().stats().failed(nanos(), reason(told));
        observer.failed(route, told);
        end();
        return told;
    }

    private void end() {
        gate.ifPresent(Gate::leave);
        route.close();
    }

    /// Beyond them a request is refused for good.
    static void checkRows(DeploymentSpec spec, int rows) {
        Integer most = spec.limitsOrNone().maxRowsPerRequest();
        if (most != null && rows > most) {
            throw new InferenceRefused(
                    Kind.INVALID,
                    "request has %d rows, this deployment takes at most %d".formatted(rows, most));
        }
    }

    private long timeoutNanos() {
        return route.spec().limitsOrNone().timeoutNanos(request.timeoutNanos());
    }

    private long nanos() {
        return System.nanoTime() - request.startNanos();
    }

    /// As statistics count it.
    static FailureReason reason(RuntimeException told) {
        return told instanceof InferenceRefused refused
                ? reason(refused.kind())
                : FailureReason.OTHER;
    }

    private static FailureReason reason(Kind kind) {
        return switch (kind) {
            case LIMITED, OVERLOADED, EXPIRED, NOT_READY -> FailureReason.REJECTED;
            case CANCELLED -> FailureReason.CANCELED;
            case FAILED -> FailureReason.BACKEND;
            case INVALID, MISSING_FEATURES, UNKNOWN_MODEL, DEPENDENCY_AWAY -> FailureReason.OTHER;
        };
    }
}
