package io.minimlops.gateway.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.oip.BadRequest;
import java.util.List;
import java.util.function.LongConsumer;

/// The four forms of a scoring request. Data frames are answered with records, arrays with arrays.
sealed interface Invocation {

    /// @param rows objects by the names of columns, or arrays when the frame names none
    record Frame(ArrayNode rows) implements Invocation {}

    /// @param rows as TensorFlow Serving's `instances`
    record Instances(JsonNode rows) implements Invocation {}

    /// @param arrays as TensorFlow Serving's `inputs`
    record Inputs(JsonNode arrays) implements Invocation {}

    /// Of a row that is told by its columns.
    int ROW_BYTES = 160;

    int COLUMN_BYTES = 48;

    List<String> FORMS = List.of("dataframe_split", "dataframe_records", "instances", "inputs");

    /// @param memory told of the bytes that it takes beside the body
    /// @throws BadRequest unless the body has exactly one of the forms
    static Invocation of(JsonNode body, LongConsumer memory) {
        List<String> given = FORMS.stream().filter(body::has).toList();
        if (given.size() != 1) {
            throw new BadRequest(
                    "The input must be a JSON dictionary with exactly one of the input fields %s, got %s"
                            .formatted(FORMS, given));
        }
        JsonNode content = body.get(given.getFirst());
        return switch (given.getFirst()) {
            case "dataframe_split" -> new Frame(split(content, memory));
            case "dataframe_records" -> new Frame(records(content));
            case "instances" -> new Instances(content);
            default -> new Inputs(content);
        };
    }

    private static ArrayNode records(JsonNode content) {
        if (content instanceof ArrayNode records) {
            return records;
        }
        throw new BadRequest("dataframe_records must be an array of objects");
    }

    private static ArrayNode split(JsonNode content, LongConsumer memory) {
        JsonNode columns = content.path("columns");
        if (!(content.path("data") instanceof ArrayNode data)) {
            throw new BadRequest("dataframe_split needs data, an array of rows");
        }
        if (columns.isMissingNode()) {
            return data;
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode values : data) {
            if (!columns.isArray() || values.size() != columns.size()) {
                throw new BadRequest(
                        "dataframe_split: row %d has %d values for %d columns"
                                .formatted(rows.size(), values.size(), columns.size()));
            }
            memory.accept(ROW_BYTES + (long) COLUMN_BYTES * values.size());
            ObjectNode row = rows.addObject();
            for (int i = 0; i < columns.size(); i++) {
                row.set(columns.get(i).asText(), values.get(i));
            }
        }
        return rows;
    }
}
