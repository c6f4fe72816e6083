package io.minimlops.gateway.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Predicts rows as records carry them: each an object by the names of inputs or columns, an array,
/// or a single value.
public interface RowPredictions {

    /// @param ids by what name feedback will call each row
    /// @param stickyKey decides between the versions that share the traffic
    /// @param eventTime what features' ages are judged against; absent: now
    record Question(
            String deployment,
            List<JsonNode> rows,
            List<String> ids,
            String requestId,
            String stickyKey,
            @Nullable Instant eventTime) {}

    /// @param rows the prediction of each row
    record Answer(String model, String version, String role, List<JsonNode> rows) {}

    /// What rows with this key share: only such may be asked about together.
    String armOf(String deployment, String stickyKey) throws NotNow;

    /// @throws Refused when these rows as they are get no prediction; one of them may be at fault
    /// @throws NotNow when any rows would be refused now
    Answer predict(Question question) throws Refused, NotNow;

    /// The model does not take the rows, or fails on them.
    final class Refused extends Exception {
        private final boolean modelFailed;

        /// @param modelFailed on rows that it should take
        public Refused(String reason, boolean modelFailed) {
            super(reason, null, false, false);
            this.modelFailed = modelFailed;
        }

        boolean isModelsFault() {
            return modelFailed;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /// Something is away or busy; the same rows may be predicted later.
    final class NotNow extends Exception {
        public NotNow(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
