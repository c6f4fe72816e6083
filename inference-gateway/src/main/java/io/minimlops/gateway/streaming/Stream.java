package io.minimlops.gateway.streaming;

import io.minimlops.events.StreamEvent.StreamDefined;
import java.util.Locale;
import java.util.Map;

/// Which topic is predicted into which.
///
/// @param deadLetterTopic for records that can never be predicted
/// @param columns fields of the records by the model's names, where they differ
/// @param parallelism workers in each process; the partitions are shared among all of them
record Stream(
        String name,
        String deployment,
        String inputTopic,
        String outputTopic,
        String deadLetterTopic,
        Map<String, String> columns,
        From from,
        int parallelism,
        boolean paused) {

    Stream {
        columns = Map.copyOf(columns);
    }

    /// Where a stream without committed offsets begins.
    enum From {
        EARLIEST,
        LATEST;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Stream of(StreamDefined event) {
        return new Stream(
                event.stream(),
                event.deployment(),
                event.inputTopic(),
                event.outputTopic(),
                event.deadLetterTopic(),
                event.columns() == null ? Map.of() : event.columns(),
                From.valueOf(event.from().toUpperCase(Locale.ROOT)),
                event.parallelism(),
                event.paused());
    }

    Stream withPaused(boolean wanted) {
        return new Stream(
                name,
                deployment,
                inputTopic,
                outputTopic,
                deadLetterTopic,
                columns,
                from,
                parallelism,
                wanted);
    }

    /// The consumer group whose offsets are this stream's progress.
    String group() {
        return "mlops-stream-" + name;
    }
}
