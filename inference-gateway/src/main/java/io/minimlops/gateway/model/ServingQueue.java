package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.BatchRunner;
import io.minimlops.gateway.batch.Batcher;
import io.minimlops.gateway.batch.CostEstimate;
import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.Ticket;
import io.minimlops.gateway.batch.Work;
import io.minimlops.gateway.cache.InputKey;
import io.minimlops.gateway.cache.ResponseCache;
import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ExecutionFailed;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.tensor.LazyList;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One version's requests under one set of settings, and the executors that run them.
public final class ServingQueue {

    private final ServingSettings settings;
    private final ServingStats stats;
    private final @Nullable ResponseCache cache;
    private final boolean batchable;
    private final List<TensorSpec> specs;
    private final List<Shape> onlyLane;
    private final Batcher<List<Shape>, Request, List<Tensor>> batcher;
    private final Holds holds = new Holds();

    /// @param key absent where no answers are remembered
    private record Request(List<Tensor> inputs, @Nullable InputKey key) {}

    ServingQueue(VersionId id, ModelGraph graph, ServingSettings settings, ServingStats stats) {
        this.settings = settings;
        this.stats = stats;
        this.cache = settings.cacheBytes() > 0 ? new ResponseCache(settings.cacheBytes()) : null;
        this.batchable = graph.isBatchable();
        this.specs = graph.inputs();
        this.onlyLane = onlyLane(graph);
        this.batcher =
                new Batcher<>(
                        settings.batching(),
                        () -> new Running(graph.newExecution(), this::remember),
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

    CostEstimate cost() {
        return batcher.cost();
    }

    /// Queues one request, unless its answer is remembered or an equal one is under way; the caller
    /// holds a lease until it has the answer.
    ///
    /// @param inputs in the order of the signature
    /// @param timeoutNanos the longest wait in the queue; 0: as configured
    public Ticket<List<Tensor>> submit(List<Tensor> inputs, int priority, long timeoutNanos) {
        return cache == null
                ? queue(inputs, null, priority, timeoutNanos)
                : findOrQueue(cache, inputs, priority, timeoutNanos);
    }

    private Ticket<List<Tensor>> findOrQueue(
            ResponseCache cache, List<Tensor> inputs, int priority, long timeoutNanos) {
        long start = System.nanoTime();
        InputKey key = InputKey.of(inputs);
        Optional<List<Tensor>> found = cache.find(key);
        if (found.isPresent()) {
            stats.cacheHit.add(System.nanoTime() - start);
            return Ticket.answered(Outcome.remembered(found.get()));
        }
        stats.cacheMiss.extend(System.nanoTime() - start);
        return queue(inputs, key, priority, timeoutNanos);
    }

    private Ticket<List<Tensor>> queue(
            List<Tensor> inputs, @Nullable InputKey key, int priority, long timeoutNanos) {
        int rows = batchable ? inputs.getFirst().rows() : 1;
        Request request = new Request(inputs, key);
        return batcher.submit(new Work<>(lane(inputs), rows, priority, timeoutNanos, request, key));
    }

    /// Before the answers are given, so that whoever has one finds it here.
    private void remember(List<Request> requests, List<List<Tensor>> answers) {
        for (int i = 0; i < requests.size(); i++) {
            InputKey key = requests.get(i).key();
            if (cache != null && key != null) {
                long start = System.nanoTime();
                cache.put(key, answers.get(i));
                stats.cacheMiss.add(System.nanoTime() - start);
            }
        }
    }

    private List<Shape> lane(List<Tensor> inputs) {
        if (isOnlyLane(inputs)) {
            return onlyLane;
        }
        List<Shape> lane = new ArrayList<>(inputs.size());
        for (Tensor input : inputs) {
            lane.add(batchable ? input.shape().perRow() : input.shape());
        }
        return lane;
    }

    private boolean isOnlyLane(List<Tensor> inputs) {
        if (onlyLane.size() != inputs.size()) {
            return false;
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (!specs.get(i).shape().admits(inputs.get(i).shape())) {
                return false;
            }
        }
        return true;
    }

    /// What all requests of a model with fixed rows agree in; empty when they need not agree.
    private static List<Shape> onlyLane(ModelGraph graph) {
        List<Shape> rows = graph.inputs().stream().map(input -> input.shape().perRow()).toList();
        return graph.isBatchable() && rows.stream().allMatch(Shape::isKnown) ? rows : List.of();
    }

    Holds holds() {
        return holds;
    }

    /// Answers what is queued, then ends.
    void close() {
        batcher.close();
    }

    private interface Memory {
        void remember(List<Request> requests, List<List<Tensor>> answers);
    }

    /// One executor's execution.
    private record Running(Execution execution, Memory memory)
            implements BatchRunner<Request, List<Tensor>> {

        @Override
        public Ran<List<Tensor>> run(List<Request> requests) throws ExecutionFailed {
            Ran<List<Tensor>> ran =
                    execution.run(new LazyList<>(requests.size(), i -> requests.get(i).inputs()));
            memory.remember(requests, ran.results());
            return ran;
        }

        @Override
        public boolean mayBeOnePayloadsFault(Exception failure) {
            return true;
        }

        @Override
        public boolean mayRunOnCallers() {
            return true;
        }

        @Override
        public void close() {
            execution.close();
        }
    }
}
