package io.minimlops.tracker.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.minimlops.tracker.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The one argument that MLflow's fields have; its parts are typed by the schema.
record Input(Map<String, Object> values) {

    static Input of(DataFetchingEnvironment call) {
        return new Input(
                Objects.requireNonNullElse(
                        call.<@Nullable Map<String, Object>>getArgument("input"), Map.of()));
    }

    @Nullable String text(String name) {
        return (String) values.get(name);
    }

    @Nullable Integer number(String name) {
        return (Integer) values.get(name);
    }

    @Nullable Long longNumber(String name) {
        return (Long) values.get(name);
    }

    @SuppressWarnings("unchecked")
    List<String> texts(String name) {
        List<@Nullable String> sent = (List<@Nullable String>) values.get(name);
        if (sent == null) {
            return List.of();
        }
        if (sent.contains(null)) {
            throw new Refusal.Invalid("Invalid value for '" + name + "': the list holds null");
        }
        return List.copyOf((List<String>) (List<?>) sent);
    }

    /// @param wireName as the message is to call it
    String required(String name, String wireName) {
        return present(text(name), wireName);
    }

    String runId() {
        String runId = text("runId");
        return present(runId == null || runId.isEmpty() ? text("runUuid") : runId, "run_id");
    }

    private static String present(@Nullable String value, String wireName) {
        if (value == null || value.isEmpty()) {
            throw new Refusal.Invalid("Missing value for required parameter '" + wireName + "'.");
        }
        return value;
    }
}
