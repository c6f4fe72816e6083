package io.minimlops.tracker.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.tracker.run.RunStatus;
import io.minimlops.tracker.stream.Change.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// A row of the change log as an event. Its JSON is written once, however many listen.
final class ChangeRow {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ChangeRow() {}

    static Change read(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("kind"));
        ObjectNode data = JSON.createObjectNode().put("runId", row.getString("run_id"));
        boolean isEnd = false;
        switch (kind) {
            case STATUS -> isEnd = status(row, data);
            case PARAM, TAG ->
                    data.put("key", row.getString("key")).put("value", row.getString("text"));
            case METRIC ->
                    data.put("key", row.getString("key"))
                            .put("value", row.getDouble("value"))
                            .put("step", row.getLong("step"))
                            .put("timestamp", row.getLong("timestamp"));
        }
        return new Change(
                row.getLong("logged_in"),
                row.getLong("seq"),
                row.getLong("experiment_id"),
                kind,
                kind == Kind.STATUS ? "" : row.getString("key"),
                isEnd,
                json(data));
    }

    /// Says whether the run is over.
    private static boolean status(ResultSet row, ObjectNode data) throws SQLException {
        String status = row.getString("text");
        data.put("experimentId", row.getString("experiment_id"))
                .put("name", row.getString("key"))
                .put("status", status)
                .put("stage", row.getString("stage"))
                .put("startedAt", Instant.ofEpochMilli(row.getLong("timestamp")).toString());
        Long end = row.getObject("step", Long.class);
        if (end != null) {
            data.put("endedAt", Instant.ofEpochMilli(end).toString());
        }
        return RunStatus.valueOf(status).isOver();
    }

    private static String json(ObjectNode data) {
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text and numbers are always JSON", e);
        }
    }
}
