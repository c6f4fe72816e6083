package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.WorkRefused;
import io.minimlops.gateway.deployment.Fleet;
import io.minimlops.gateway.deployment.NotServed;
import io.minimlops.gateway.tensor.Tensor;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Predicts. The version that a request was routed to stays loaded until its answer is complete,
/// whatever happens meanwhile.
@ApplicationScoped
public class Predictor {

    private final Fleet fleet;
    private final InputAssembly assembly;
    private final TrafficObserver observer;
    private final Executor lookUps;

    Predictor(
            Fleet fleet,
            InputAssembly assembly,
            TrafficObserver observer,
            @VirtualThreads ExecutorService lookUps) {
        this.fleet = fleet;
        this.assembly = assembly;
        this.observer = observer;
        this.lookUps = lookUps;
    }

    /// Waits for the prediction.
    ///
    /// @throws InferenceRefused when there is none
    public Prediction predict(PredictionRequest request, Cancellation cancellation) {
        Attempt attempt = begin(request);
        try {
            return attempt.succeed(attempt.queue(assembly, cancellation).await());
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
        CompletableFuture<Prediction> answer = new CompletableFuture<>();
        try {
            Attempt attempt = begin(request);
            Runnable queueing = () -> queue(attempt, cancellation, answering, answer);
            if (InputAssembly.looksUp(attempt.version(), request.tensors())) {
                lookUps.execute(queueing);
            } else {
                queueing.run();
            }
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void queue(
            Attempt attempt,
            Cancellation cancellation,
            Executor answering,
            CompletableFuture<Prediction> answer) {
        try {
            attempt.queue(assembly, cancellation)
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

    private Attempt begin(PredictionRequest request) {
        try {
            return new Attempt(
                    request,
                    fleet.route(request.deployment(), request.version(), request.stickyKey()),
                    observer);
        } catch (NotServed e) {
            throw InferenceRefused.of(e);
        }
    }
}
