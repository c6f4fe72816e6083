package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.BatchRunner;
import io.minimlops.gateway.batch.Batcher;
import io.minimlops.gateway.batch.Ticket;
import io.minimlops.gateway.batch.Work;
import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ExecutionFailed;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.util.List;

/// One version's requests under one set of settings, and the executors that run them.
public final class ServingQueue {

    private final ServingSettings settings;
    private final boolean batchable;
    private final Batcher<List<Shape>, List<Tensor>, List<Tensor>> batcher;
    private final Holds holds = new Holds();

    ServingQueue(VersionId id, ModelGraph graph, ServingSettings settings, ServingStats stats) {
        this.settings = settings;
        this.batchable = graph.isBatchable();
        this.batcher =
                new Batcher<>(
                        settings.batching(),
                        () -> new Running(graph.newExecution()),
                        Thread.ofPlatform()
                                .daemon()
                                .name(id.model() + "-" + id.version() + "-", 0)
                                .factory(),
                        stats);
    }

    public ServingSettings settings() {
        return settings;
    }

    /// Requests that wait for an executor.
    public int pending() {
        return batcher.pending();
    }

    /// Queues one request; the caller holds a lease until it has the answer.
    ///
    /// @param inputs in the order of the signature
    /// @param timeoutNanos the longest wait in the queue; 0: as configured
    public Ticket<List<Tensor>> submit(List<Tensor> inputs, int priority, long timeoutNanos) {
        int rows = batchable ? inputs.getFirst().rows() : 1;
        List<Shape> lane = inputs.stream().map(input -> laneOf(input.shape())).toList();
        return batcher.submit(new Work<>(lane, rows, priority, timeoutNanos, inputs));
    }

    private Shape laneOf(Shape shape) {
        return batchable ? shape.perRow() : shape;
    }

    Holds holds() {
        return holds;
    }

    /// Answers what is queued, then ends.
    void close() {
        batcher.close();
    }

    /// One executor's execution.
    private record Running(Execution execution) implements BatchRunner<List<Tensor>, List<Tensor>> {

        @Override
        public Ran<List<Tensor>> run(List<List<Tensor>> requests) throws ExecutionFailed {
            return execution.run(requests);
        }

        @Override
        public boolean mayBeOnePayloadsFault(Exception failure) {
            return true;
        }

        @Override
        public void close() {
            execution.close();
        }
    }
}
