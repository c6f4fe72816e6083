package io.minimlops.events;

import java.time.Instant;
import java.util.List;

/// What came true. Key: the model's name.
public sealed interface FeedbackEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.FEEDBACK;
    }

    record LabelsReceived(String model, List<Label> labels, Instant receivedAt)
            implements FeedbackEvent {

        @Override
        public String key() {
            return model;
        }
    }

    /// @param label the true value of what was predicted
    /// @param eventTime when it became known, in the client's time
    record Label(String predictionId, double label, Instant eventTime) {}
}
