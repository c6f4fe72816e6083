package io.minimlops.gateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/// The forms in which MLflow writes an example down: `columns` and `data` of a frame, records,
/// arrays by name, or one array; bare in `input_example.json`, wrapped in
/// `serving_input_example.json`.
///
/// @param names of the columns; empty when the example is one array
/// @param rows the elements of the array, or arrays parallel to the names
record ExampleTable(List<String> names, List<JsonNode> rows) {

    private static final List<String> WRAPPERS =
            List.of("dataframe_split", "dataframe_records", "inputs", "instances");

    static ExampleTable of(JsonNode example) {
        for (String wrapper : WRAPPERS) {
            if (example.has(wrapper)) {
                return of(example.path(wrapper));
            }
        }
        if (example.path("columns").isArray() && example.path("data").isArray()) {
            return new ExampleTable(
                    example.path("columns").valueStream().map(JsonNode::asText).toList(),
                    example.path("data").valueStream().toList());
        }
        if (example.isObject()) {
            return byName(example);
        }
        List<JsonNode> rows = example.valueStream().toList();
        return !rows.isEmpty() && rows.stream().allMatch(JsonNode::isObject)
                ? records(rows)
                : new ExampleTable(List.of(), example.isArray() ? rows : List.of());
    }

    private static ExampleTable records(List<JsonNode> records) {
        List<String> names = new ArrayList<>();
        records.getFirst().fieldNames().forEachRemaining(names::add);
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode element : records) {
            ArrayNode row = JsonNodeFactory.instance.arrayNode();
            names.forEach(name -> row.add(element.path(name)));
            rows.add(row);
        }
        return new ExampleTable(names, rows);
    }

    /// Columns of one length.
    private static ExampleTable byName(JsonNode columns) {
        List<String> names = new ArrayList<>();
        columns.fieldNames().forEachRemaining(names::add);
        List<JsonNode> rows = new ArrayList<>();
        int count = names.isEmpty() ? 0 : columns.path(names.getFirst()).size();
        for (int i = 0; i < count; i++) {
            ArrayNode row = JsonNodeFactory.instance.arrayNode();
            for (String name : names) {
                row.add(columns.path(name).path(i));
            }
            rows.add(row);
        }
        return new ExampleTable(names, rows);
    }

    /// Whole rows for a matrix: those of the array of that name or without a name, else all columns
    /// in the order wanted. Empty when there is no such thing.
    List<JsonNode> rows(String name, List<String> wanted) {
        if (names.isEmpty() || names.equals(List.of(name))) {
            return names.isEmpty() ? rows : column(name);
        }
        List<String> order = wanted.isEmpty() ? names : wanted;
        if (!names.containsAll(order)) {
            return List.of();
        }
        return rows.stream().map(row -> ordered(row, order)).toList();
    }

    private JsonNode ordered(JsonNode row, List<String> order) {
        ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
        order.forEach(name -> ordered.add(row.path(names.indexOf(name))));
        return ordered;
    }

    /// One column; of an array without names, the array itself.
    List<JsonNode> column(String name) {
        if (names.isEmpty()) {
            return rows;
        }
        int at = names.indexOf(name);
        return at < 0 ? List.of() : rows.stream().map(row -> row.path(at)).toList();
    }
}
