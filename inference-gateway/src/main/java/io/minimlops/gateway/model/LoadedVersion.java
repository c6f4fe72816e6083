package io.minimlops.gateway.model;

import io.minimlops.gateway.batch.CostEstimate;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.runtime.Device;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.runtime.ModelRuntime;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A version ready to answer: one copy of the model in memory, and a queue for each set of settings
/// that a deployment wants it run with. Requests lease both; a queue closes when nobody holds it,
/// the version when it was retired and the last lease is back.
public final class LoadedVersion {

    private final VersionId id;
    private final String digest;
    private final long bytes;
    private final ModelRuntime runtime;
    private final ModelGraph graph;
    private final @Nullable FeatureSpec features;
    private final List<String> columns;
    private final ClassLabels labels;
    private final ServingSettings standard;
    private final ServingStats stats;
    private final ServingQueues queues;

    /// Leases, and one more until retired.
    private final Holds holds = new Holds();

    private final AtomicBoolean retired = new AtomicBoolean();

    /// @param standard settings of whoever names none; their queue lives as long as the version
    LoadedVersion(
            VersionId id,
            String digest,
            long bytes,
            ModelRuntime runtime,
            ModelGraph graph,
            @Nullable FeatureSpec features,
            List<String> columns,
            ClassLabels labels,
            ServingSettings standard,
            ServingStats stats) {
        this.id = id;
        this.digest = digest;
        this.bytes = bytes;
        this.runtime = runtime;
        this.graph = graph;
        this.features = features;
        this.columns = List.copyOf(columns);
        this.labels = labels;
        this.standard = standard;
        this.stats = stats;
        this.queues =
                new ServingQueues(
                        standard, settings -> new ServingQueue(id, graph, settings, stats));
    }

    public VersionId id() {
        return id;
    }

    /// The manifest's digest.
    public String digest() {
        return digest;
    }

    /// Of its files. What the runtime makes of them in memory cannot be asked.
    public long bytes() {
        return bytes;
    }

    /// What batches of the standard queue cost, or of another when that one has not run enough.
    public CostEstimate cost() {
        return queues.cost();
    }

    /// The project and the format, as model metadata names them.
    public String platform() {
        return runtime.platform();
    }

    public String backend() {
        return runtime.backend();
    }

    public Device device() {
        return graph.device();
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

    /// Settings of whoever names none.
    public ServingSettings standard() {
        return standard;
    }

    public ServingStats stats() {
        return stats;
    }

    /// Requests that wait for an executor, in all queues.
    public int pending() {
        return queues.pending();
    }

    /// With the standard settings; empty when it is closed already.
    public Optional<Lease> lease() {
        return lease(standard);
    }

    /// Opens a queue of these settings if there is none; empty when the version is closed already.
    public Optional<Lease> lease(ServingSettings settings) {
        return holds.take()
                ? Optional.of(new Lease(this, queues.hold(settings)))
                : Optional.empty();
    }

    /// A lease of the queue that has these settings, else of the standard one: asking once opens no
    /// queue.
    public Optional<Lease> leaseIfOpen(ServingSettings settings) {
        return queues.find(settings).flatMap(this::lease).or(this::lease);
    }

    Optional<Lease> lease(ServingQueue queue) {
        if (!holds.take()) {
            return Optional.empty();
        }
        if (!queue.holds().take()) {
            letGo();
            return Optional.empty();
        }
        return Optional.of(new Lease(this, queue));
    }

    /// No new leases once the present ones are back; then it closes.
    void retire() {
        Optional<ServingQueue> first = queues.find(standard);
        if (!retired.getAndSet(true)) {
            first.ifPresent(this::release);
        }
    }

    /// The thread that gives the last lease back is a request's: closing must not delay its answer.
    void release(ServingQueue queue) {
        if (queue.holds().giveBack()) {
            queues.remove(queue);
            Thread.ofVirtual()
                    .name("close-" + id)
                    .start(
                            () -> {
                                queue.close();
                                letGo();
                            });
        } else {
            letGo();
        }
    }

    /// A queue gives its hold on the version back only when its executors have ended.
    private void letGo() {
        if (holds.giveBack()) {
            Thread.ofVirtual().name("close-" + id).start(this::close);
        }
    }

    private void close() {
        graph.close();
        stats.forgetRecent();
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
