package io.minimlops.features.feast;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.minimlops.features.definition.Definition.Feature;
import io.minimlops.features.definition.Definition.JoinKey;
import io.minimlops.features.definition.Definition.Projection;
import io.minimlops.features.definition.Definitions;
import io.minimlops.features.offline.Sql;
import io.minimlops.features.online.OnlineReader;
import io.minimlops.features.online.OnlineReader.Column;
import io.minimlops.features.online.OnlineReader.Status;
import io.minimlops.features.online.OnlineReader.ViewRows;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes `/get-online-features` answers column by column, without building them first.
final class OnlineAnswer implements StreamingOutput {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String NO_TIME = "1970-01-01T00:00:00Z";
    private static final SerializedString[] STATUS =
            java.util.Arrays.stream(Status.values())
                    .map(status -> new SerializedString(status.name()))
                    .toArray(SerializedString[]::new);

    private final OnlineQuery query;
    private final Definitions definitions;
    private final OnlineReader reader;

    OnlineAnswer(OnlineQuery query, Definitions definitions, OnlineReader reader) {
        this.query = query;
        this.definitions = definitions;
        this.reader = reader;
    }

    @Override
    public void write(OutputStream output) throws IOException {
        List<String> names = new ArrayList<>(query.keys().keySet());
        try (JsonGenerator json = JSON.createGenerator(output)) {
            json.writeStartObject();
            json.writeArrayFieldStart("results");
            for (List<@Nullable Object> key : query.keys().values()) {
                writeKey(json, key);
            }
            for (Projection projection : query.projections()) {
                ViewRows rows = rows(projection);
                String[] times = times(rows);
                for (Feature feature : projection.features()) {
                    names.add(query.outputName(projection, feature));
                    writeFeature(json, rows.column(feature), times);
                }
            }
            json.writeEndArray();
            json.writeObjectFieldStart("metadata");
            json.writeArrayFieldStart("feature_names");
            for (String name : names) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private ViewRows rows(Projection projection) {
        Map<String, List<@Nullable Object>> given = query.keys();
        List<JoinKey> keys = definitions.joinKeys(projection.view());
        List<List<@Nullable Object>> columns = new ArrayList<>(keys.size());
        keys.forEach(key -> columns.add(Objects.requireNonNull(given.get(key.name()))));
        return reader.read(projection, keys, columns, query.rows(), query.asOf());
    }

    private String[] times(ViewRows rows) {
        String[] times = new String[query.rows()];
        for (int row = 0; row < times.length; row++) {
            long micros = rows.eventMicros(row);
            times[row] = micros == 0 ? NO_TIME : Sql.instant(micros).toString();
        }
        return times;
    }

    private static void writeKey(JsonGenerator json, List<@Nullable Object> values)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("values");
        for (Object value : values) {
            writeValue(json, value);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("statuses");
        for (int row = 0; row < values.size(); row++) {
            json.writeString(STATUS[Status.PRESENT.ordinal()]);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("event_timestamps");
        for (int row = 0; row < values.size(); row++) {
            json.writeString(NO_TIME);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeFeature(JsonGenerator json, Column column, String[] times)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("values");
        for (int row = 0; row < times.length; row++) {
            writeValue(json, column.value(row));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("statuses");
        for (int row = 0; row < times.length; row++) {
            json.writeString(STATUS[column.status(row).ordinal()]);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("event_timestamps");
        for (String time : times) {
            json.writeString(time);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Long number -> json.writeNumber(number);
            case Integer number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            default -> throw new IllegalStateException("no JSON for " + value.getClass());
        }
    }
}
