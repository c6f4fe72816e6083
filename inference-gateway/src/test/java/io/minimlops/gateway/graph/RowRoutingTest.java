package io.minimlops.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.graph.GraphNode.Type;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RowRoutingTest {

    private static final Graph BY_VALUE =
            new Graph(
                    "route",
                    Map.of(
                            "route",
                            new GraphNode(
                                    Type.SWITCH,
                                    List.of(
                                            step("low", below(10.0)),
                                            step("middle", below(20.0)),
                                            step("high", null)),
                                    null,
                                    null)),
                    null);

    private static final Map<String, Double> ADDED =
            Map.of("low", 100.0, "middle", 1_000.0, "high", 10_000.0);

    private static GraphStep step(String deployment, Condition when) {
        return new GraphStep(null, deployment, null, null, null, null, null, when, null);
    }

    private static Condition below(double border) {
        return new Condition(null, "x", null, null, null, null, null, null, border, null);
    }

    private static Tensor column(String name, double... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return Tensor.of(
                name, DataType.FP64, Shape.of(values.length, 1), new Tensor.Numbers(bytes.flip()));
    }

    /// Adds to each row what tells the deployment; answers when it is told to.
    private static final class Adding implements StepCall.Port {

        private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();

        @Override
        public CompletableFuture<StepCall.Answer> predict(StepCall call) {
            CompletableFuture<StepCall.Answer> answer = new CompletableFuture<>();
            answers.add(() -> answer.complete(new StepCall.Answer(List.of(sum(call)), List.of())));
            return answer;
        }

        private static Tensor sum(StepCall call) {
            Tensor given = call.tensors().get("x");
            double[] values = new double[given.rows()];
            for (int row = 0; row < values.length; row++) {
                values[row] = given.number(row) + ADDED.get(call.deployment());
            }
            return column("y", values);
        }

        @Override
        public int place(String salt) {
            return 0;
        }
    }

    @Property
    void everyRowGoesItsOwnWayAndComesBackInItsPlace(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 29) Integer> rows) {
        // Given
        double[] values = rows.stream().mapToDouble(Integer::doubleValue).toArray();
        Adding steps = new Adding();

        // When
        CompletableFuture<GraphAnswer> answer =
                GraphRun.start(BY_VALUE, Map.of(), Map.of("x", column("x", values)), steps);
        steps.answers.forEach(Runnable::run);

        // Then
        Tensor sums = answer.join().outputs().get("y");
        assertThat(sums.rows()).isEqualTo(values.length);
        for (int row = 0; row < values.length; row++) {
            String way = values[row] < 10 ? "low" : values[row] < 20 ? "middle" : "high";
            assertThat(sums.number(row)).isEqualTo(values[row] + ADDED.get(way));
        }
    }

    @Test
    void aTensorWithoutRowsDecidesNothingAndIsRefusedAsTheClientsFault() {
        // When
        CompletableFuture<GraphAnswer> answer =
                GraphRun.start(BY_VALUE, Map.of(), Map.of("x", column("x")), new Adding());

        // Then
        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        GraphRefused.class,
                        refused ->
                                assertThat(refused.fault()).isEqualTo(GraphRefused.Fault.REQUEST))
                .hasMessageContaining("'x', which has no rows");
    }
}
