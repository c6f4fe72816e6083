package io.minimlops.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.batch.Ticket;
import io.minimlops.gateway.batch.WorkRefused;
import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.runtime.ModelRuntime;
import io.minimlops.gateway.runtime.ModelSource;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import io.minimlops.gateway.testing.Tensors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowModelTest {

    private static final List<Tensor> INPUT = List.of(Tensors.matrix("input", new float[] {1}));

    @TempDir Path directory;

    /// Runs until it is let go, once it has been warmed up.
    private static final class Stuck implements ModelRuntime, ModelGraph, Execution {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean stuck;
        private volatile boolean closed;

        @Override
        public String flavour() {
            return "stuck";
        }

        @Override
        public String platform() {
            return "test_stuck";
        }

        @Override
        public String backend() {
            return "stuck";
        }

        @Override
        public ModelGraph load(ModelSource source, int threads) {
            return this;
        }

        @Override
        public List<TensorSpec> inputs() {
            return List.of(new TensorSpec("input", DataType.FP32, Shape.of(-1, 1)));
        }

        @Override
        public List<TensorSpec> outputs() {
            return inputs();
        }

        @Override
        public boolean isBatchable() {
            return true;
        }

        @Override
        public Execution newExecution() {
            Stuck graph = this;
            return new Execution() {
                @Override
                public Ran<List<Tensor>> run(List<List<Tensor>> requests) {
                    return graph.run(requests);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Ran<List<Tensor>> run(List<List<Tensor>> requests) {
            if (stuck) {
                started.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return new Ran<>(requests, Timing.NONE);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private LoadedVersion load(Stuck runtime) throws Exception {
        LoadedVersion version =
                new Versions(directory)
                        .with(runtime)
                        .with("mlops.gateway.model.executors", "1")
                        .load(Map.of("MLmodel", "flavors:\n  stuck: {data: x}\n".getBytes(UTF_8)));
        runtime.stuck = true;
        return version;
    }

    @Test
    void whoWaitsBehindASlowRequestIsRefusedInTimeWhileThatOneIsAnswered() throws Exception {
        // Given
        Stuck model = new Stuck();
        Lease lease = load(model).lease().orElseThrow();
        Ticket<List<Tensor>> slow = lease.queue().submit(INPUT, 0, 0);
        model.started.await();

        // When
        Ticket<List<Tensor>> behind =
                lease.queue().submit(INPUT, 0, Duration.ofMillis(20).toNanos());

        // Then
        assertThatThrownBy(behind::await).isInstanceOf(WorkRefused.class);
        model.released.countDown();
        assertThat(slow.await().result()).isNotEmpty();
    }

    @Test
    void aVersionThatIsUnloadedWhileItRunsIsClosedAfterItsAnswer() throws Exception {
        // Given
        Stuck model = new Stuck();
        LoadedVersion version = load(model);
        Lease lease = version.lease().orElseThrow();
        Ticket<List<Tensor>> slow = lease.queue().submit(INPUT, 0, 0);
        model.started.await();

        // When
        version.retire();

        // Then
        assertThat(model.closed).isFalse();
        model.released.countDown();
        assertThat(slow.await().result()).isNotEmpty();
        assertThat(model.closed).as("the answer is still held").isFalse();
        lease.close();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> model.closed);
    }
}
