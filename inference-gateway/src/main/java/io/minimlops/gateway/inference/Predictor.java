package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.Ticket;
import io.minimlops.gateway.batch.WorkRefused;
import io.minimlops.gateway.deployment.Fleet;
import io.minimlops.gateway.deployment.NotServed;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.inferencelog.InferenceLog;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.ServingStats.FailureReason;
import io.minimlops.gateway.runtime.ExecutionFailed;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Predicts. The version that a request was routed to stays loaded until its answer is complete,
/// whatever happens meanwhile.
@ApplicationScoped
public class Predictor {

    private final Fleet fleet;
    private final InputAssembly assembly;
    private final InferenceLog log;

    Predictor(Fleet fleet, InputAssembly assembly, InferenceLog log) {
        this.fleet = fleet;
        this.assembly = assembly;
        this.log = log;
    }

    /// @throws InferenceRefused when there is no prediction
    public Prediction predict(PredictionRequest request, Cancellation cancellation) {
        try (Route route = route(request)) {
            LoadedVersion version = route.version();
            try {
                Prediction prediction = predict(request, route, cancellation);
                version.stats().succeeded(since(request), prediction.outcome());
                return prediction;
            } catch (InferenceRefused e) {
                version.stats().failed(since(request), reason(e.kind()));
                throw e;
            } catch (RuntimeException e) {
                version.stats().failed(since(request), FailureReason.OTHER);
                throw e;
            }
        }
    }

    private Prediction predict(PredictionRequest request, Route route, Cancellation cancellation) {
        LoadedVersion version = route.version();
        Signature.checkOutputs(version, request.outputs(), request.deployment());
        Map<String, Tensor> tensors = new HashMap<>(request.tensors());
        boolean namesIds =
                version.inputs().stream()
                        .noneMatch(input -> input.name().equals(PredictionIds.TENSOR));
        Tensor givenIds = namesIds ? tensors.remove(PredictionIds.TENSOR) : null;
        try {
            ModelInput input = assembly.assemble(route, request, tensors);
            int rows = input.tensors().isEmpty() ? 1 : input.tensors().getFirst().rows();
            List<String> ids = PredictionIds.of(request.id(), rows, givenIds);
            Outcome<List<Tensor>> outcome = run(route, request, input, cancellation);
            log.offer(Served.of(request, route, input, ids, outcome, since(request)));
            return new Prediction(
                    request.deployment(),
                    version.id().version(),
                    route.role(),
                    Signature.outputs(outcome.result(), request.outputs(), request.deployment()),
                    version.labels(),
                    input.statusCounts(),
                    outcome);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InferenceRefused(Kind.CANCELLED, "Request was interrupted");
        }
    }

    private Route route(PredictionRequest request) {
        try {
            return fleet.route(request.deployment(), request.version(), request.stickyKey());
        } catch (NotServed e) {
            throw InferenceRefused.of(e);
        }
    }

    private static Outcome<List<Tensor>> run(
            Route route, PredictionRequest request, ModelInput input, Cancellation cancellation)
            throws InterruptedException {
        try {
            Ticket<List<Tensor>> ticket =
                    route.queue()
                            .submit(input.tensors(), request.priority(), request.timeoutNanos());
            cancellation.watch(ticket);
            return ticket.await();
        } catch (WorkRefused e) {
            Kind kind =
                    switch (e.reason()) {
                        case QUEUE_FULL -> Kind.OVERLOADED;
                        case EXPIRED -> Kind.EXPIRED;
                        case TOO_LARGE -> Kind.INVALID;
                        case CANCELLED -> Kind.CANCELLED;
                        case CLOSED -> Kind.NOT_READY;
                    };
            throw new InferenceRefused(kind, String.valueOf(e.getMessage()), e.retryAfter(), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            boolean invalid = cause instanceof ExecutionFailed failed && failed.isInputAtFault();
            throw new InferenceRefused(
                    invalid ? Kind.INVALID : Kind.FAILED,
                    String.valueOf(cause.getMessage()),
                    Duration.ZERO,
                    cause);
        }
    }

    private static long since(PredictionRequest request) {
        return System.nanoTime() - request.startNanos();
    }

    private static FailureReason reason(Kind kind) {
        return switch (kind) {
            case OVERLOADED, EXPIRED, NOT_READY -> FailureReason.REJECTED;
            case CANCELLED -> FailureReason.CANCELED;
            case FAILED -> FailureReason.BACKEND;
            case INVALID, UNKNOWN_MODEL, DEPENDENCY_AWAY -> FailureReason.OTHER;
        };
    }
}
