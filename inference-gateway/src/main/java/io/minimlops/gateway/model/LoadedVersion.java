package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.BatchRunner;
import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.batch.Batcher;
import io.minimlops.gateway.batch.Ticket;
import io.minimlops.gateway.batch.Work;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ExecutionFailed;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A version ready to answer. Requests lease it; it closes when it was retired and the last lease
/// is back.
public final class LoadedVersion {

    private final VersionId id;
    private final String digest;
    private final String platform;
    private final ModelGraph graph;
    private final @Nullable FeatureSpec features;
    private final List<String> columns;
    private final ClassLabels labels;
    private final BatchSettings settings;
    private final ServingStats stats;
    private final Batcher<List<Shape>, List<Tensor>, List<Tensor>> batcher;

    /// Leases, and one more until retired; 0 is final.
    private final AtomicInteger holds = new AtomicInteger(1);

    private final AtomicInteger retired = new AtomicInteger();

    LoadedVersion(
            VersionId id,
            String digest,
            String platform,
            ModelGraph graph,
            @Nullable FeatureSpec features,
            List<String> columns,
            ClassLabels labels,
            BatchSettings settings,
            ServingStats stats) {
        this.id = id;
        this.digest = digest;
        this.platform = platform;
        this.graph = graph;
        this.features = features;
        this.columns = List.copyOf(columns);
        this.labels = labels;
        this.settings = settings;
        this.stats = stats;
        this.batcher =
                new Batcher<>(
                        settings,
                        () -> new Running(graph.newExecution()),
                        Thread.ofPlatform()
                                .daemon()
                                .name(id.model() + "-" + id.version() + "-", 0)
                                .factory(),
                        stats::executed);
    }

    public VersionId id() {
        return id;
    }

    /// The manifest's digest.
    public String digest() {
        return digest;
    }

    public String platform() {
        return platform;
    }

    public List<TensorSpec> inputs() {
        return graph.inputs();
    }

    public List<TensorSpec> outputs() {
        return graph.outputs();
    }

    public boolean isBatchable() {
        return graph.isBatchable();
    }

    public Optional<FeatureSpec> features() {
        return Optional.ofNullable(features);
    }

    /// What the columns of the model's only input are called; empty when nobody said.
    public List<String> columns() {
        return columns;
    }

    public ClassLabels labels() {
        return labels;
    }

    public BatchSettings settings() {
        return settings;
    }

    public ServingStats stats() {
        return stats;
    }

    public int pending() {
        return batcher.pending();
    }

    /// Queues one request; the caller holds a lease until it has the answer.
    ///
    /// @param inputs in the order of the signature
    /// @param timeoutNanos the longest wait in the queue; 0: as configured
    public Ticket<List<Tensor>> submit(List<Tensor> inputs, int priority, long timeoutNanos) {
        int rows = isBatchable() ? inputs.getFirst().rows() : 1;
        List<Shape> lane = inputs.stream().map(input -> laneOf(input.shape())).toList();
        return batcher.submit(new Work<>(lane, rows, priority, timeoutNanos, inputs));
    }

    private Shape laneOf(Shape shape) {
        return isBatchable() ? shape.perRow() : shape;
    }

    /// Empty when it is closed already.
    public Optional<Lease> lease() {
        int seen = holds.get();
        while (seen > 0) {
            if (holds.compareAndSet(seen, seen + 1)) {
                return Optional.of(new Lease(this));
            }
            seen = holds.get();
        }
        return Optional.empty();
    }

    /// No new leases once the present ones are back; then it closes.
    void retire() {
        if (retired.getAndIncrement() == 0) {
            release();
        }
    }

    boolean isClosed() {
        return holds.get() == 0;
    }

    /// The thread that gives the last lease back is a request's: closing must not delay its answer.
    void release() {
        if (holds.decrementAndGet() == 0) {
            Thread.ofVirtual().name("close-" + id).start(this::close);
        }
    }

    private void close() {
        batcher.close();
        graph.close();
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

    @Override
    public String toString() {
        return id.toString();
    }
}
