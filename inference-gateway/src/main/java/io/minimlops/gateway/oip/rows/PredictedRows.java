package io.minimlops.gateway.oip.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// An answer as rows. Not-a-number and infinities become null, which JSON has.
public final class PredictedRows {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PredictedRows() {}

    /// Per row its value, or an object by the names of the outputs if there are several.
    public static ArrayNode rows(Prediction prediction) {
        List<Tensor> outputs = prediction.outputs();
        if (outputs.size() == 1) {
            return array(outputs.getFirst());
        }
        return records(prediction, false);
    }

    /// Per row an object by the names of the outputs; a row of one value stands without brackets.
    public static ArrayNode records(Prediction prediction) {
        return records(prediction, true);
    }

    private static ArrayNode records(Prediction prediction, boolean flat) {
        ArrayNode records = JSON.arrayNode();
        for (Tensor output : prediction.outputs()) {
            ArrayNode values = array(output);
            for (int row = 0; row < values.size(); row++) {
                while (records.size() <= row) {
                    records.addObject();
                }
                JsonNode value = values.get(row);
                boolean single = flat && value.isArray() && value.size() == 1;
                ((ObjectNode) records.get(row)).set(output.name(), single ? value.get(0) : value);
            }
        }
        return records;
    }

    /// The outputs by name, each a nested array.
    public static ObjectNode arrays(Prediction prediction) {
        ObjectNode arrays = JSON.objectNode();
        prediction.outputs().forEach(output -> arrays.set(output.name(), array(output)));
        return arrays;
    }

    private static ArrayNode array(Tensor output) {
        ArrayNode array = JSON.arrayNode();
        if (output.shape().rank() == 0) {
            array.add(element(output, 0));
        } else {
            fill(array, output, 0, 0);
        }
        return array;
    }

    private static int fill(ArrayNode into, Tensor output, int dimension, int from) {
        long extent = output.shape().dimension(dimension);
        int next = from;
        for (long i = 0; i < extent; i++) {
            if (dimension == output.shape().rank() - 1) {
                into.add(element(output, next++));
            } else {
                next = fill(into.addArray(), output, dimension + 1, next);
            }
        }
        return next;
    }

    private static JsonNode element(Tensor output, int i) {
        if (output.content() instanceof Strings strings) {
            return JSON.textNode(new String(strings.elements().get(i), StandardCharsets.UTF_8));
        }
        if (output.type() == DataType.INT64 && output.content() instanceof Numbers numbers) {
            return JSON.numberNode(numbers.bytes().getLong(i * 8));
        }
        double number = output.number(i);
        if (output.type() == DataType.BOOL) {
            return JSON.booleanNode(number != 0);
        }
        if (!output.type().isFloating()) {
            return JSON.numberNode((long) number);
        }
        if (!Double.isFinite(number)) {
            return JSON.nullNode();
        }
        return output.type() == DataType.FP64
                ? JSON.numberNode(number)
                : JSON.numberNode((float) number);
    }
}
