package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.table.Rows;
import io.minimlops.gateway.tensor.Tensor;
import java.util.List;

/// Some rows of a job after the model has seen them.
///
/// @param predicted in the order of the rows
/// @param failed rows without a prediction
/// @param computeNanos that executors were busy with them
record Chunk(List<Predicted> predicted, List<Failed> failed, long computeNanos) {

    record Predicted(Rows rows, List<Tensor> outputs) {}

    /// @param reasons one per row
    record Failed(Rows rows, List<String> reasons) {}

    long predictedRows() {
        return predicted.stream().mapToLong(some -> some.rows().count()).sum();
    }

    long failedRows() {
        return failed.stream().mapToLong(some -> some.rows().count()).sum();
    }
}
