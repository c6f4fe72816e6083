package io.minimlops.bench.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Processor time by who used it, at a moment or between two.
///
/// @param wall the clock at that moment, or the time between
public record CpuTimes(Duration wall, Map<String, Duration> used) {

    public CpuTimes since(CpuTimes earlier) {
        Map<String, Duration> between = new LinkedHashMap<>();
        used.forEach(
                (who, time) ->
                        between.put(
                                who, time.minus(earlier.used().getOrDefault(who, Duration.ZERO))));
        return new CpuTimes(wall.minus(earlier.wall()), between);
    }

    /// Shares of all processors in percent: `bench 12, tracker 60, postgres 25`.
    public String shares(int processors) {
        double whole = (double) wall.toNanos() * processors;
        return used.entrySet().stream()
                .map(it -> "%s %.0f".formatted(it.getKey(), 100 * it.getValue().toNanos() / whole))
                .collect(Collectors.joining(", "));
    }
}
