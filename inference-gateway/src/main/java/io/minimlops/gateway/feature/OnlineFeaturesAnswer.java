package io.minimlops.gateway.feature;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a feature server's answer, columns by name, into rows.
final class OnlineFeaturesAnswer {

    private static final ObjectReader READER = JsonMapper.builder().build().readerFor(Body.class);

    private final int rows;
    private final Map<String, Long> knownTimes = new HashMap<>();

    private OnlineFeaturesAnswer(int rows) {
        this.rows = rows;
    }

    static FeatureRows read(InputStream body, List<String> references, int rows)
            throws IOException, FeatureStoreAway {
        try {
            return new OnlineFeaturesAnswer(rows).rows(READER.readValue(body), references);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new FeatureStoreAway("feature-store answered what cannot be read", e);
        }
    }

    private FeatureRows rows(Body body, List<String> references) throws FeatureStoreAway {
        List<String> names =
                references.stream().map(reference -> reference.replaceFirst(":", "__")).toList();
        FeatureRows result = FeatureRows.missing(names, rows);
        for (int column = 0; column < names.size(); column++) {
            int at = body.metadata().featureNames().indexOf(names.get(column));
            if (at < 0 || at >= body.results().size()) {
                throw new FeatureStoreAway(
                        "feature-store answered without " + references.get(column));
            }
            fill(result, column, body.results().get(at));
        }
        return result;
    }

    private void fill(FeatureRows into, int column, Result result) throws FeatureStoreAway {
        if (result.values().size() != rows || result.statuses().size() != rows) {
            throw new FeatureStoreAway("feature-store answered another number of rows");
        }
        for (int row = 0; row < rows; row++) {
            double value = number(into.names().get(column), result.values().get(row));
            into.values()[row][column] = value;
            into.statuses()[row][column] = status(result.statuses().get(row), value);
            if (result.times() != null && row < result.times().size()) {
                into.times()[row][column] = time(result.times().get(row));
            }
        }
    }

    private static double number(String name, @Nullable Object value) throws FeatureStoreAway {
        return switch (value) {
            case null -> Double.NaN;
            case Number number -> number.doubleValue();
            case Boolean flag -> flag ? 1 : 0;
            default ->
                    throw new FeatureStoreAway(
                            "feature-store has no number for " + name + " but: " + value);
        };
    }

    private static char status(String status, double value) {
        return switch (status) {
            case "NOT_FOUND" -> 'M';
            case "OUTSIDE_MAX_AGE" -> 'O';
            case "NULL_VALUE" -> 'N';
            default -> Double.isNaN(value) ? 'N' : 'P';
        };
    }

    /// Most cells of an answer share a handful of times.
    private long time(@Nullable String text) {
        return text == null
                ? 0
                : knownTimes.computeIfAbsent(text, OnlineFeaturesAnswer::epochMillis);
    }

    private static long epochMillis(String text) {
        return text.endsWith("Z")
                ? Instant.parse(text).toEpochMilli()
                : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Body(Metadata metadata, List<Result> results) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Metadata(@JsonProperty("feature_names") List<String> featureNames) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Result(
            List<@Nullable Object> values,
            List<String> statuses,
            @Nullable @JsonProperty("event_timestamps") List<@Nullable String> times) {}
}
