package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.WorkRefused;
import io.minimlops.gateway.deployment.Activator;
import io.minimlops.gateway.deployment.Admission;
import io.minimlops.gateway.deployment.NotServed;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.deployment.Router;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.tensor.Tensor;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Predicts. The version that a request was routed to stays loaded until its answer is complete,
/// whatever happens meanwhile.
@ApplicationScoped
public class Predictor {

    private final Router router;
    private final Activator activator;
    private final Admission admission;
    private final InputAssembly assembly;
    private final TrafficObserver observer;
    private final GraphPredictor graphs;
    private final Executor waiting;

    Predictor(
            Router router,
            Activator activator,
            Admission admission,
            InputAssembly assembly,
            TrafficObserver observer,
            GraphPredictor graphs,
            @VirtualThreads ExecutorService waiting) {
        this.router = router;
        this.activator = activator;
        this.admission = admission;
        this.assembly = assembly;
        this.observer = observer;
        this.graphs = graphs;
        this.waiting = waiting;
    }

    /// Waits for the prediction.
    ///
    /// @throws InferenceRefused when there is none
    public Prediction predict(PredictionRequest request, Cancellation cancellation) {
        if (graphs.isGraph(request.deployment())) {
            return GraphPredictor.await(submit(request, cancellation, waiting));
        }
        Attempt attempt = begin(request, cancellation);
        try {
            return attempt.succeed(attempt.queue(admission, assembly, cancellation).await());
        } catch (InterruptedException | ExecutionException | RuntimeException | Error e) {
            throw attempt.refuse(e);
        }
    }

    /// Never blocks: may be called by an event loop. Fails with [InferenceRefused] when there is no
    /// prediction.
    ///
    /// @param answering where the answer is put together and its dependents run, so that the
    ///     model's own thread goes on with the next batch
    public CompletableFuture<Prediction> submit(
            PredictionRequest request, Cancellation cancellation, Executor answering) {
        if (graphs.isGraph(request.deployment())) {
            return graphs.submit(request, cancellation, answering, this::submit);
        }
        CompletableFuture<Prediction> answer = new CompletableFuture<>();
        try {
            Optional<Route> warm =
                    router.route(request.deployment(), request.version(), request.stickyKey());
            if (warm.isPresent()) {
                begin(new Attempt(request, warm.get(), observer), cancellation, answering, answer);
            } else {
                waiting.execute(() -> wake(request, cancellation, answering, answer));
            }
        } catch (NotServed e) {
            answer.completeExceptionally(InferenceRefused.of(e));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void wake(
            PredictionRequest request,
            Cancellation cancellation,
            Executor answering,
            CompletableFuture<Prediction> answer) {
        try {
            Attempt attempt = begin(request, cancellation);
            queue(attempt, cancellation, answering, answer);
        } catch (RuntimeException e) {
            answering.execute(() -> answer.completeExceptionally(e));
        }
    }

    private void begin(
            Attempt attempt,
            Cancellation cancellation,
            Executor answering,
            CompletableFuture<Prediction> answer) {
        admission.arrived(attempt.request().deployment());
        Runnable queueing = () -> queue(attempt, cancellation, answering, answer);
        if (attempt.looksUp()) {
            waiting.execute(queueing);
        } else {
            queueing.run();
        }
    }

    private void queue(
            Attempt attempt,
            Cancellation cancellation,
            Executor answering,
            CompletableFuture<Prediction> answer) {
        try {
            attempt.queue(admission, assembly, cancellation)
                    .onCompletion(
                            (outcome, failure) ->
                                    answering.execute(
                                            () -> complete(attempt, outcome, failure, answer)));
        } catch (InterruptedException | RuntimeException | Error e) {
            RuntimeException told = attempt.refuse(e);
            answering.execute(() -> answer.completeExceptionally(told));
        }
    }

    private static void complete(
            Attempt attempt,
            @Nullable Outcome<List<Tensor>> outcome,
            @Nullable Throwable failure,
            CompletableFuture<Prediction> answer) {
        if (outcome == null) {
            answer.completeExceptionally(
                    attempt.refuse(
                            failure instanceof WorkRefused
                                    ? failure
                                    : new ExecutionException(failure)));
            return;
        }
        try {
            answer.complete(attempt.succeed(outcome));
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(attempt.refuse(e));
        }
    }

    /// Waits while the deployment wakes up.
    private Attempt begin(PredictionRequest request, Cancellation cancellation) {
        try {
            Route route =
                    activator.route(
                            request.deployment(),
                            request.version(),
                            request.stickyKey(),
                            request.timeoutNanos(),
                            cancellation::watch);
            admission.arrived(request.deployment());
            return new Attempt(request, route, observer);
        } catch (NotServed e) {
            throw InferenceRefused.of(e);
        } catch (CancellationException e) {
            throw new InferenceRefused(Kind.CANCELLED, "Request was cancelled", Duration.ZERO, e);
        }
    }
}
