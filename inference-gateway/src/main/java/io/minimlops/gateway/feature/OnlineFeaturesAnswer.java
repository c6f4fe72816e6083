package io.minimlops.gateway.feature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a feature server's answer, columns by name, into rows: token by token, with no object for
/// each cell.
final class OnlineFeaturesAnswer {

    private static final JsonFactory JSON = new JsonFactory();

    private final int rows;
    private final Map<String, Long> knownTimes = new HashMap<>();
    private final List<AnsweredColumn> columns = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private OnlineFeaturesAnswer(int rows) {
        this.rows = rows;
    }

    /// @param wanted full names, the order of every row's cells
    /// @throws FeatureStoreAway when it cannot be read, or lacks a name or a row
    static FeatureRows read(byte[] body, List<String> wanted, int rows) throws FeatureStoreAway {
        OnlineFeaturesAnswer answer = new OnlineFeaturesAnswer(rows);
        try (JsonParser json = JSON.createParser(body)) {
            answer.read(json);
        } catch (IOException | DateTimeException e) {
            throw new FeatureStoreAway("feature-store answered what cannot be read", e);
        }
        return answer.rows(wanted);
    }

    private FeatureRows rows(List<String> wanted) throws FeatureStoreAway {
        FeatureRows result = FeatureRows.missing(wanted, rows);
        for (int at = 0; at < wanted.size(); at++) {
            String name = wanted.get(at);
            int found = names.indexOf(name);
            if (found < 0 || found >= columns.size()) {
                throw new FeatureStoreAway("feature-store answered without " + name);
            }
            columns.get(found).fill(result, at, name);
        }
        return result;
    }

    private void read(JsonParser json) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT, json);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "results" -> readResults(json);
                case "metadata" -> readMetadata(json);
                default -> json.skipChildren();
            }
        }
    }

    private void readMetadata(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, json);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isNames = json.currentName().equals("feature_names");
            require(json.nextToken() != null, json);
            if (isNames) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    names.add(json.getText());
                }
            } else {
                json.skipChildren();
            }
        }
    }

    private void readResults(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY, json);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            AnsweredColumn column = new AnsweredColumn(rows);
            columns.add(column);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY) {
                    readCells(json, field, column);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private void readCells(JsonParser json, String field, AnsweredColumn column)
            throws IOException {
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            require(token != null, json);
            switch (field) {
                case "values" -> column.addValue(json);
                case "statuses" -> column.addStatus(json.getText());
                case "event_timestamps" -> column.addTime(time(json));
                default -> json.skipChildren();
            }
        }
    }

    /// Most cells of an answer share a handful of times.
    private long time(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL
                ? 0
                : knownTimes.computeIfAbsent(json.getText(), OnlineFeaturesAnswer::epochMillis);
    }

    private static long epochMillis(String text) {
        return text.endsWith("Z")
                ? Instant.parse(text).toEpochMilli()
                : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }

    private static void require(boolean holds, JsonParser json) throws JsonParseException {
        if (!holds) {
            throw new JsonParseException(json, "not the expected form");
        }
    }
}
