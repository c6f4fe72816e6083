package io.minimlops.gateway.feature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.feature.FeatureSpec.Column;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What a request to a feature-aware model brings, checked: one tensor per join key and per request
/// column, all of one length.
///
/// @param columns request columns by name, NaN for a value given as null
public record FeatureRequest(Keys keys, Map<String, double[]> columns, int rows) {

    /// @throws InvalidFeatureRequest when a tensor is absent, unknown, or of another length or type
    public static FeatureRequest of(FeatureSpec spec, Map<String, Tensor> tensors) {
        TreeSet<String> wanted = new TreeSet<>(spec.entities());
        spec.requestColumns().forEach(column -> wanted.add(column.name()));
        if (!tensors.keySet().equals(wanted)) {
            throw new InvalidFeatureRequest(
                    "the model wants the inputs %s, the request has %s"
                            .formatted(wanted, new TreeSet<>(tensors.keySet())));
        }
        if (wanted.isEmpty()) {
            throw new InvalidFeatureRequest("the model has no inputs");
        }
        int rows = tensors.values().iterator().next().rows();
        tensors.values().forEach(tensor -> checkShape(tensor, rows));
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (Column column : spec.requestColumns()) {
            columns.put(column.name(), numbers(tensor(tensors, column.name()), rows));
        }
        return new FeatureRequest(keys(spec, tensors, rows), columns, rows);
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new InvalidFeatureRequest("the input '" + name + "' is missing");
        }
        return tensor;
    }

    private static void checkShape(Tensor tensor, int rows) {
        boolean column =
                tensor.shape().rank() == 1
                        || (tensor.shape().rank() == 2 && tensor.shape().dimension(1) == 1);
        if (!column || tensor.rows() != rows) {
            throw new InvalidFeatureRequest(
                    "input '%s' has the shape %s, expected [%d] or [%d,1]"
                            .formatted(tensor.name(), tensor.shape(), rows, rows));
        }
    }

    private static double[] numbers(Tensor tensor, int rows) {
        if (tensor.type() == DataType.BYTES) {
            throw new InvalidFeatureRequest(
                    "input '%s' has the datatype BYTES, expected a number"
                            .formatted(tensor.name()));
        }
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = tensor.missing().get(row) ? Double.NaN : tensor.number(row);
        }
        return values;
    }

    private static Keys keys(FeatureSpec spec, Map<String, Tensor> tensors, int rows) {
        List<List<Object>> keys = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            List<Object> key = new ArrayList<>(spec.entities().size());
            for (String entity : spec.entities()) {
                key.add(key(tensor(tensors, entity), row));
            }
            keys.add(key);
        }
        return new Keys(spec.entities(), keys);
    }

    private static Object key(Tensor tensor, int row) {
        if (tensor.missing().get(row)) {
            throw new InvalidFeatureRequest(
                    "input '%s' has no key in row %d".formatted(tensor.name(), row));
        }
        if (tensor.content() instanceof Strings strings) {
            return new String(strings.elements().get(row), UTF_8);
        }
        if (tensor.type().isFloating() || tensor.type() == DataType.BOOL) {
            throw new InvalidFeatureRequest(
                    "input '%s' has the datatype %s, a key is BYTES or an integer"
                            .formatted(tensor.name(), tensor.type()));
        }
        return (long) tensor.number(row);
    }
}
