package io.minimlops.gateway.oip.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.oip.ModelDirectory.Inputs;
import io.minimlops.gateway.oip.ModelMetadata.TensorMetadata;
import io.minimlops.gateway.tensor.Tensor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Rows or named arrays, made into the tensors that a model takes.
final class ModelTensors {

    private final Inputs model;
    private final int mostElements;

    ModelTensors(Inputs model, int mostElements) {
        this.model = model;
        this.mostElements = mostElements;
    }

    /// Each row is an array or a single value for a model of one input, or an object by the names
    /// of inputs, or by the names of the columns of the model's only matrix.
    Map<String, Tensor> ofRows(JsonNode rows) {
        if (!rows.isArray() || rows.isEmpty()) {
            throw new BadRequest("expected an array of rows, not empty");
        }
        if (!rows.get(0).isObject()) {
            return single(rows);
        }
        boolean byInput =
                model.tensors().size() > 1 || rows.get(0).has(model.tensors().getFirst().name());
        return byInput ? byInput(rows) : single(matrix(rows));
    }

    /// Whole arrays: one for a model of one input, else an object by the names of inputs.
    Map<String, Tensor> ofArrays(JsonNode arrays) {
        if (!arrays.isObject()) {
            return single(arrays);
        }
        requireNames("inputs", arrays, names());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (TensorMetadata input : model.tensors()) {
            tensors.put(
                    input.name(), NestedTensor.of(input, arrays.get(input.name()), mostElements));
        }
        return tensors;
    }

    private Map<String, Tensor> single(JsonNode whole) {
        if (model.tensors().size() != 1) {
            throw new BadRequest(
                    "the model takes %s: name them, with an object in the place of each array"
                            .formatted(names()));
        }
        TensorMetadata input = model.tensors().getFirst();
        return Map.of(input.name(), NestedTensor.of(input, whole, mostElements));
    }

    private Map<String, Tensor> byInput(JsonNode rows) {
        Map<String, ArrayNode> columns = columns(rows, names());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (TensorMetadata input : model.tensors()) {
            JsonNode column = columns.getOrDefault(input.name(), array());
            tensors.put(input.name(), NestedTensor.of(input, column, mostElements));
        }
        return tensors;
    }

    /// Values in the order of the model's columns, whatever order the rows have them in.
    private ArrayNode matrix(JsonNode rows) {
        if (model.columns().isEmpty()) {
            throw new BadRequest(
                    "the model does not name its columns: send rows as arrays, or by the input's name '%s'"
                            .formatted(model.tensors().getFirst().name()));
        }
        ArrayNode matrix = array();
        int place = 0;
        for (JsonNode row : rows) {
            requireNames("row " + place++, row, model.columns());
            ArrayNode values = matrix.addArray();
            model.columns().forEach(column -> values.add(row.get(column)));
        }
        return matrix;
    }

    private static Map<String, ArrayNode> columns(JsonNode rows, List<String> names) {
        Map<String, ArrayNode> columns = new LinkedHashMap<>();
        int place = 0;
        for (JsonNode row : rows) {
            requireNames("row " + place++, row, names);
            for (String name : names) {
                columns.computeIfAbsent(name, any -> array()).add(row.get(name));
            }
        }
        return columns;
    }

    private static void requireNames(String place, JsonNode object, List<String> names) {
        TreeSet<String> given = new TreeSet<>();
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            given.add(each.next());
        }
        if (!object.isObject() || !given.equals(new TreeSet<>(names))) {
            throw new BadRequest(
                    "%s has %s, expected %s"
                            .formatted(place, object.isObject() ? given : "no names", names));
        }
    }

    private List<String> names() {
        return model.tensors().stream().map(TensorMetadata::name).toList();
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
