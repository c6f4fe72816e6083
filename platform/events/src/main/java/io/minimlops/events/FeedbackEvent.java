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

    /// How good answers were, for who learns from rewards instead of labels.
    record RewardsReceived(String model, List<Reward> rewards, Instant receivedAt)
            implements FeedbackEvent {

        @Override
        public String key() {
            return model;
        }
    }

    /// @param label the true value of what was predicted
    /// @param eventTime when it became known, in the client's time
    record Label(String predictionId, double label, Instant eventTime) {}

    /// @param reward the greater the better
    /// @param eventTime when it became known, in the client's time
    record Reward(String predictionId, double reward, Instant eventTime) {}
}
