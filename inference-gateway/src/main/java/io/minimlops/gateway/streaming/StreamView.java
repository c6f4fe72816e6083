package io.minimlops.gateway.streaming;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A stream as it is asked for; figures are this process's.
///
/// @param lag records behind
/// @param waitsFor what holds it up
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamView(
        String name,
        State state,
        String deployment,
        String inputTopic,
        String outputTopic,
        String deadLetterTopic,
        Map<String, String> columns,
        String from,
        int parallelism,
        long predicted,
        long deadLetters,
        long lag,
        double recordsPerSecond,
        @Nullable String waitsFor) {

    /// How a stream can be.
    public enum State {
        STARTING,
        RUNNING,
        WAITING,
        PAUSED
    }

    static StreamView of(Stream stream, StreamMeter meter, boolean running, long lag) {
        String waitsFor = stream.paused() ? null : meter.waitsFor();
        State state =
                stream.paused()
                        ? State.PAUSED
                        : !running
                                ? State.STARTING
                                : waitsFor == null ? State.RUNNING : State.WAITING;
        return new StreamView(
                stream.name(),
                state,
                stream.deployment(),
                stream.inputTopic(),
                stream.outputTopic(),
                stream.deadLetterTopic(),
                stream.columns(),
                stream.from().word(),
                stream.parallelism(),
                meter.predicted.sum(),
                meter.deadLetters.sum(),
                lag,
                meter.recordsPerSecond(),
                waitsFor);
    }
}
