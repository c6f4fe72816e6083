package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.local.demo.flight.DelayRow;
import io.minimlops.local.demo.flight.DelayTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// feature-store: definitions, offline tables, and the calls Feast's own server has.
public final class FeatureApi {

    private final Wire wire;

    public FeatureApi(Wire wire) {
        this.wire = wire;
    }

    /// @return how many definitions were applied
    public int define(String yaml) {
        return wire.yaml("POST", "/api/v1/definitions", yaml).path("applied").size();
    }

    /// True when something with this name is defined.
    public boolean knows(String source) {
        return wire.get("/api/v1/definitions")
                .path("sources")
                .findValuesAsText("name")
                .contains(source);
    }

    /// @return rows the offline table took
    public long upload(String source, Path parquet, String key) {
        return wire.upload("/api/v1/sources/" + source + "/data", parquet, key)
                .path("rows")
                .asLong();
    }

    /// Offline tables into the online store, `(start, end]`.
    public void materialize(List<String> views, Instant start, Instant end) {
        wire.post(
                "/materialize",
                Map.of(
                        "start_ts", start.toString(),
                        "end_ts", end.toString(),
                        "feature_views", views));
    }

    public void push(String pushSource, DelayTable table, List<DelayRow> rows) {
        ObjectNode body = Json.object();
        body.put("push_source_name", pushSource).put("to", "online");
        ObjectNode columns = body.putObject("df");
        ArrayNode keys = columns.putArray(table.key());
        ArrayNode times = columns.putArray("event_timestamp");
        List<ArrayNode> features = DelayTable.FEATURES.stream().map(columns::putArray).toList();
        for (DelayRow row : rows) {
            keys.add(row.key());
            times.add(row.at().toString());
            for (int i = 0; i < features.size(); i++) {
                features.get(i).add(row.values().get(i));
            }
        }
        wire.post("/push", body);
    }

    /// One entity's values of one view, by feature name.
    public Map<String, JsonNode> online(String view, DelayTable table, String key, Instant at) {
        JsonNode answer =
                wire.post(
                        "/get-online-features",
                        Map.of(
                                "features",
                                DelayTable.FEATURES.stream().map(f -> view + ":" + f).toList(),
                                "entities",
                                Map.of(table.key(), List.of(key)),
                                "event_time",
                                at.toString()));
        JsonNode names = answer.path("metadata").path("feature_names");
        Map<String, JsonNode> values = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.put(
                    names.get(i).asText(), answer.path("results").path(i).path("values").path(0));
        }
        return values;
    }
}
