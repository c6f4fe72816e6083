package io.minimlops.gateway.inferencelog;

import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.InferenceEvent.Row;
import io.minimlops.gateway.feature.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answered request in the words of the event.
final class Telling {

    private Telling() {}

    /// @param rowsPerEvent keeps an event below what a broker accepts
    static List<PredictionsServed> events(ServedRequest served, int rowsPerEvent) {
        List<PredictionsServed> events = new ArrayList<>();
        for (int from = 0; from < served.rows(); from += rowsPerEvent) {
            int to = Math.min(served.rows(), from + rowsPerEvent);
            events.add(event(served, from, to));
        }
        return events;
    }

    private static PredictionsServed event(ServedRequest served, int from, int to) {
        List<Row> rows = new ArrayList<>(to - from);
        for (int row = from; row < to; row++) {
            rows.add(row(served, row));
        }
        return new PredictionsServed(
                served.requestId(),
                served.deployment(),
                served.version().model(),
                served.version().version(),
                served.role(),
                served.vectors().columns(),
                rows,
                served.eventTime(),
                served.servedAt(),
                served.latencyMicros(),
                served.batchRows());
    }

    private static Row row(ServedRequest served, int row) {
        return new Row(
                served.predictionIds().get(row),
                entities(served.keys(), row),
                features(served.vectors().values()[row]),
                new String(served.vectors().statuses()[row]),
                times(served.vectors().times()[row]),
                served.predictions()[row]);
    }

    private static Map<String, String> entities(Keys keys, int row) {
        Map<String, String> entities = new LinkedHashMap<>();
        for (int i = 0; i < keys.entities().size(); i++) {
            entities.put(keys.entities().get(i), String.valueOf(keys.rows().get(row).get(i)));
        }
        return entities;
    }

    /// The shortest decimal of the model's float, not the long tail of its double.
    private static List<@Nullable Double> features(float[] values) {
        List<@Nullable Double> features = new ArrayList<>(values.length);
        for (float value : values) {
            features.add(Float.isNaN(value) ? null : Double.valueOf(Float.toString(value)));
        }
        return features;
    }

    private static List<Long> times(long[] values) {
        List<Long> times = new ArrayList<>(values.length);
        for (long value : values) {
            times.add(value);
        }
        return times;
    }
}
