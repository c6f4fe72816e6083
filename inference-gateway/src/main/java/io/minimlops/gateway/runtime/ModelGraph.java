package io.minimlops.gateway.runtime;

import io.minimlops.gateway.tensor.TensorSpec;
import java.util.List;

/// A model in memory. It may be closed only when none of its executions is running.
public interface ModelGraph extends AutoCloseable {

    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    /// Whether rows of several requests may share one execution: the first dimension of every input
    /// and output is the batch.
    boolean isBatchable();

    /// What the columns of the only input are called, as far as the model itself knows; else empty.
    default List<String> columns() {
        return List.of();
    }

    default Device device() {
        return Device.CPU;
    }

    /// A new execution with buffers of its own.
    Execution newExecution();

    @Override
    void close();
}
