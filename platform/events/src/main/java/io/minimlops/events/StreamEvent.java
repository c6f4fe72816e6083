package io.minimlops.events;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which topics the gateway predicts into which. Compacted: the newest record of a key is the
/// stream.
public sealed interface StreamEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.STREAMS;
    }

    /// @param columns fields of the records by the model's names, where they differ
    /// @param from where a stream without committed offsets begins: `earliest` or `latest`
    /// @param parallelism workers per process
    /// @param paused nothing is read until it is resumed
    record StreamDefined(
            String stream,
            String deployment,
            String inputTopic,
            String outputTopic,
            String deadLetterTopic,
            Map<String, String> columns,
            String from,
            int parallelism,
            boolean paused,
            String actor,
            @Nullable String reason,
            Instant changedAt)
            implements StreamEvent {

        @Override
        public String key() {
            return stream;
        }
    }

    /// Nobody wants it any more; its topics and committed offsets stay.
    record StreamDeleted(String stream, String actor, @Nullable String reason, Instant deletedAt)
            implements StreamEvent {

        @Override
        public String key() {
            return stream;
        }
    }
}
