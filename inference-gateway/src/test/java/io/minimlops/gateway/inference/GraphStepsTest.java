package io.minimlops.gateway.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.spec.SpecReader;
import io.minimlops.gateway.graph.GraphRules;
import io.minimlops.gateway.graph.StepCall;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class GraphStepsTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    /// Deployments where each request waits until it is withdrawn.
    private static final class Waiting implements GraphPredictor.Steps {

        final List<PredictionRequest> asked = new ArrayList<>();
        final List<CompletableFuture<Prediction>> answers = new ArrayList<>();

        @Override
        public CompletableFuture<Prediction> submit(
                PredictionRequest request, Cancellation cancellation, Executor answering) {
            CompletableFuture<Prediction> answer = new CompletableFuture<>();
            asked.add(request);
            answers.add(answer);
            cancellation.watch(answer);
            return answer;
        }
    }

    private final Waiting deployments = new Waiting();
    private final Cancellation cancellation = new Cancellation();
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final Queue<Runnable> workers = new ArrayDeque<>();

    private GraphSteps steps(PredictionRequest request, Map<String, Object> spec) {
        DeploymentSpec descriptor = SpecReader.kept(spec);
        return new GraphSteps(
                request, descriptor, cancellation, deployments, loop::add, workers::add);
    }

    private GraphSteps steps(PredictionRequest request) {
        return steps(request, Map.of());
    }

    /// @param ago when it was complete
    private static PredictionRequest request(long timeoutNanos, long ago) {
        return request(Map.of(), timeoutNanos, ago);
    }

    private static PredictionRequest request(
            Map<String, Tensor> tensors, long timeoutNanos, long ago) {
        return new PredictionRequest(
                "graph",
                null,
                "id",
                "key",
                Map.of(),
                tensors,
                List.of(),
                null,
                0,
                timeoutNanos,
                "correlation",
                Nesting.NONE,
                System.nanoTime() - ago);
    }

    private static StepCall step(String name) {
        return new StepCall(name, name, null, Map.of(), List.of());
    }

    private static InferenceRefused refusal(CompletableFuture<?> answer) {
        Throwable failure = answer.exceptionNow();
        return (InferenceRefused)
                (failure instanceof CompletionException ? failure.getCause() : failure);
    }

    @Test
    void aStepWaitsNoLongerThanWhatIsLeftOfTheWholeGraphsTime() {
        // When
        steps(request(HOUR, HOUR / 2)).predict(step("own"));
        steps(request(0, HOUR / 2), Map.of("limits", Map.of("timeout", "PT45M")))
                .predict(step("deployed"));
        steps(request(0, HOUR / 2)).predict(step("unlimited"));

        // Then
        List<Long> waits = deployments.asked.stream().map(PredictionRequest::timeoutNanos).toList();
        assertThat(waits.get(0)).isBetween(1L, HOUR / 2);
        assertThat(waits.get(1)).isBetween(1L, HOUR / 4);
        assertThat(waits.get(2)).isZero();
    }

    @Test
    void whenItsTimeIsOverAGraphAsksNobody() {
        // When
        CompletableFuture<StepCall.Answer> answer =
                steps(request(HOUR, 2 * HOUR)).predict(step("late"));

        // Then
        assertThat(refusal(answer).kind()).isEqualTo(Kind.EXPIRED);
        assertThat(refusal(answer)).hasMessageContaining("before step 'late'");
        assertThat(deployments.asked).isEmpty();
    }

    @Test
    void stepsAreWithdrawnWithTheRequestAlsoThoseThatComeLater() {
        // Given
        GraphSteps steps = steps(request(0, 0));
        CompletableFuture<StepCall.Answer> under = steps.predict(step("under"));
        assertThat(deployments.answers.getFirst()).isNotDone();

        // When
        cancellation.cancel();
        steps.predict(step("later"));

        // Then
        assertThat(under).isCompletedExceptionally();
        assertThat(deployments.answers).allMatch(CompletableFuture::isCancelled).hasSize(2);
    }

    @Test
    void graphsThatAreStepsOfEachOtherShareOneBudgetOfCalls() {
        // Given
        GraphSteps outer = steps(request(0, 0));
        outer.predict(step("inner"));
        GraphSteps inner = steps(deployments.asked.getFirst());
        for (int i = 1; i < GraphRules.MOST_CALLS; i++) {
            inner.predict(step("s" + i));
        }
        assertThat(deployments.asked).hasSize(GraphRules.MOST_CALLS);

        // When
        CompletableFuture<StepCall.Answer> oneMore = inner.predict(step("last"));

        // Then
        assertThat(refusal(oneMore).kind()).isEqualTo(Kind.NOT_READY);
        assertThat(refusal(oneMore)).hasMessageContaining("step 'last'", "256 times");
        assertThat(outer.predict(step("after"))).isCompletedExceptionally();
        assertThat(steps(request(0, 0)).predict(step("other"))).isNotDone();
    }

    /// More than any heap holds.
    @Test
    void rowsAreGivenTheirIdsWithoutMakingThem() {
        // Given
        Tensor rows =
                Tensor.of(
                        "x",
                        DataType.FP32,
                        Shape.of(2_000_000_000, 0),
                        new Tensor.Numbers(ByteBuffer.allocate(0)));

        // When
        Tensor ids = steps(request(Map.of("x", rows), 0, 0)).tensors().get("prediction_id");

        // Then
        assertThat(ids.rows()).isEqualTo(2_000_000_000);
        assertThat(((Tensor.Strings) ids.content()).elements().get(1_999_999_999))
                .asString(UTF_8)
                .isEqualTo("id/1999999999");
    }

    @Test
    void largeTensorsArePutTogetherBesideTheLoopAndTheAnswerComesBackToIt() {
        // Given
        GraphSteps steps = steps(request(0, 0));
        List<String> done = new ArrayList<>();

        // When
        CompletableFuture<String> small = steps.compute(100, () -> "small");
        steps.compute(1_000_000, () -> "large").thenAccept(done::add);
        steps.compute(
                        1_000_000,
                        () -> {
                            throw new IllegalStateException("broken");
                        })
                .whenComplete((none, failure) -> done.add("failed"));

        // Then
        assertThat(small).isCompletedWithValue("small");
        assertThat(workers).hasSize(2);
        workers.forEach(Runnable::run);
        assertThat(done).isEmpty();
        loop.forEach(Runnable::run);
        assertThat(done).containsExactly("large", "failed");
    }
}
