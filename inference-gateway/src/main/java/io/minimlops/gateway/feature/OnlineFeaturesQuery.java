package io.minimlops.gateway.feature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.minimlops.gateway.feature.OnlineFeatures.Question;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a feature server's request.
final class OnlineFeaturesQuery {

    private static final JsonFactory JSON = new JsonFactory();

    private OnlineFeaturesQuery() {}

    static byte[] write(
            Question question, List<List<Object>> rows, List<@Nullable Instant> eventTimes)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + rows.size() * 16);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (question.service() != null) {
                json.writeStringField("feature_service", question.service());
            } else {
                json.writeArrayFieldStart("features");
                for (String reference : question.references()) {
                    json.writeString(reference);
                }
                json.writeEndArray();
            }
            json.writeBooleanField("full_feature_names", true);
            writeTimes(json, eventTimes);
            json.writeObjectFieldStart("entities");
            for (int entity = 0; entity < question.entities().size(); entity++) {
                json.writeArrayFieldStart(question.entities().get(entity));
                for (List<Object> row : rows) {
                    json.writePOJO(row.get(entity));
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /// A time for each row is said only where they differ.
    private static void writeTimes(JsonGenerator json, List<@Nullable Instant> eventTimes)
            throws IOException {
        if (new HashSet<>(eventTimes).size() > 1) {
            json.writeArrayFieldStart("event_times");
            for (Instant time : eventTimes) {
                json.writeString(time == null ? null : time.toString());
            }
            json.writeEndArray();
        } else if (!eventTimes.isEmpty() && eventTimes.getFirst() != null) {
            json.writeStringField("event_time", String.valueOf(eventTimes.getFirst()));
        }
    }
}
