package io.minimlops.gateway.runtime;

import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.tensor.Tensor;
import java.util.List;

/// Executes a model for one thread at a time and keeps its buffers between calls.
public interface Execution extends AutoCloseable {

    /// Runs several requests as one batch.
    ///
    /// @param requests each the model's inputs in the order of its signature; all of one shape but
    ///     for the rows
    /// @return for each request its outputs in the order of the signature
    Ran<List<Tensor>> run(List<List<Tensor>> requests) throws ExecutionFailed;

    @Override
    void close();
}
