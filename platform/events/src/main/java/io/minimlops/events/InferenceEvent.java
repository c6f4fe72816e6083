package io.minimlops.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The inference log. Key: the request id.
public sealed interface InferenceEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.INFERENCE_LOG;
    }

    /// One request was answered; `rows` in the order of the request.
    ///
    /// @param deployment the name the client asked for
    /// @param role which arm answered: `champion`, `canary` or `shadow`
    /// @param columns the model's input columns, the order of every row's `features`
    /// @param eventTime when the prediction was asked for, in the client's time
    /// @param servedAt wall-clock time of the answer
    /// @param latencyMicros from the request's last byte to the answer
    /// @param batchRows rows of the batch the model ran
    record PredictionsServed(
            String requestId,
            String deployment,
            String model,
            String version,
            String role,
            List<String> columns,
            List<Row> rows,
            Instant eventTime,
            Instant servedAt,
            long latencyMicros,
            int batchRows)
            implements InferenceEvent {

        @Override
        public String key() {
            return requestId;
        }
    }

    /// One prediction.
    ///
    /// @param features values as the model saw them, null for missing
    /// @param statuses one letter per column: `R` given by the request, `P` present, `N` null,
    ///     `M` not found, `O` outside its
    ///     maximum age
    /// @param featureTimes event time of each looked-up feature in epoch milliseconds, 0 for none
    record Row(
            String predictionId,
            Map<String, String> entities,
            List<@Nullable Double> features,
            String statuses,
            List<Long> featureTimes,
            double prediction) {}
}
