package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.tensor.Tensor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The version that predicts a job's rows, held until closed.
interface PinnedModel extends AutoCloseable {

    Signature signature();

    /// The most rows of one call.
    int maxRows();

    /// @param eventTime what features' ages are judged against; absent: now
    /// @throws Unpredictable when these rows as they are get no prediction
    /// @throws NotNow when any rows would be refused now
    Answer predict(Map<String, Tensor> inputs, @Nullable Instant eventTime)
            throws Unpredictable, NotNow, InterruptedException;

    /// @param outputs as the signature lists them
    /// @param computeNanos that an executor was busy
    record Answer(List<Tensor> outputs, long computeNanos) {}

    @Override
    void close();

    /// Where a job gets its version from.
    interface Source {
        PinnedModel open(BatchJob job) throws NotNow, JobFailed;
    }
}
