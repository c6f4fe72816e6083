package io.minimlops.gateway.inferencelog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.minimlops.gateway.feature.Keys;
import io.minimlops.gateway.feature.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An answered request as the JSON of `PredictionsServed`. It is written without the event in
/// between: hundreds of numbers a row would become hundreds of objects. For one thread.
final class Telling {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_COLUMN_LISTS = 1000;

    private final int rowsPerEvent;
    private final ByteArrayBuilder bytes = new ByteArrayBuilder(8 * 1024);
    private final FloatArray features = new FloatArray();
    private final Map<List<String>, SerializableString> columns = new HashMap<>();

    /// @param rowsPerEvent keeps an event below what a broker accepts
    Telling(int rowsPerEvent) {
        this.rowsPerEvent = rowsPerEvent;
    }

    /// One event's JSON for every `rowsPerEvent` rows.
    List<byte[]> events(ServedRequest served) {
        List<byte[]> events = new ArrayList<>(1);
        for (int from = 0; from < served.rows(); from += rowsPerEvent) {
            events.add(event(served, from, Math.min(served.rows(), from + rowsPerEvent)));
        }
        return events;
    }

    /// How many events [#events] makes of it. From any thread.
    int count(ServedRequest served) {
        return (served.rows() + rowsPerEvent - 1) / rowsPerEvent;
    }

    private byte[] event(ServedRequest served, int from, int to) {
        bytes.reset();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, served, from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(JsonGenerator json, ServedRequest served, int from, int to)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("requestId", served.requestId());
        json.writeStringField("deployment", served.deployment());
        json.writeStringField("model", served.version().model());
        json.writeStringField("version", served.version().version());
        json.writeStringField("role", served.role());
        json.writeFieldName("columns");
        json.writeRawValue(columns(served.vectors().columns()));
        json.writeArrayFieldStart("rows");
        for (int row = from; row < to; row++) {
            writeRow(json, served, row);
        }
        json.writeEndArray();
        json.writeStringField("eventTime", served.eventTime().toString());
        json.writeStringField("servedAt", served.servedAt().toString());
        json.writeNumberField("latencyMicros", served.latencyMicros());
        json.writeNumberField("batchRows", served.batchRows());
        json.writeEndObject();
    }

    private void writeRow(JsonGenerator json, ServedRequest served, int row) throws IOException {
        Vectors vectors = served.vectors();
        json.writeStartObject();
        json.writeStringField("predictionId", served.predictionIds().get(row));
        writeEntities(json, served.keys(), row);
        json.writeFieldName("features");
        features.write(json, vectors.values()[row]);
        char[] statuses = vectors.statuses()[row];
        json.writeFieldName("statuses");
        json.writeString(statuses, 0, statuses.length);
        json.writeFieldName("featureTimes");
        json.writeArray(vectors.times()[row], 0, vectors.times()[row].length);
        json.writeNumberField("prediction", served.predictions()[row]);
        json.writeEndObject();
    }

    private static void writeEntities(JsonGenerator json, Keys keys, int row) throws IOException {
        json.writeObjectFieldStart("entities");
        for (int i = 0; i < keys.entities().size(); i++) {
            json.writeStringField(
                    keys.entities().get(i), String.valueOf(keys.rows().get(row).get(i)));
        }
        json.writeEndObject();
    }

    /// As JSON; models have few of these lists, and they are long.
    private SerializableString columns(List<String> names) throws IOException {
        SerializableString known = columns.get(names);
        if (known != null) {
            return known;
        }
        if (columns.size() == MOST_COLUMN_LISTS) {
            columns.clear();
        }
        ByteArrayBuilder list = new ByteArrayBuilder();
        try (JsonGenerator json = JSON.createGenerator(list)) {
            json.writeArray(names.toArray(String[]::new), 0, names.size());
        }
        SerializableString written = new SerializedString(new String(list.toByteArray(), UTF_8));
        columns.put(names, written);
        return written;
    }
}
