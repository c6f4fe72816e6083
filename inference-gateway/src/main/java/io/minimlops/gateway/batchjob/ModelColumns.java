package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.table.Binding;
import io.minimlops.gateway.batchjob.table.Field;
import io.minimlops.gateway.batchjob.table.TableFormat;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.TensorSpec;
import io.minimlops.problem.Problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds the columns for everything a model takes: those that the job names, else those of the same
/// name.
final class ModelColumns {

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final TableFormat format;
    private final Map<String, List<String>> wished;
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    /// @param wished columns by the model's names; what is not in it goes by its own name
    ModelColumns(List<Field> fields, TableFormat format, Map<String, List<String>> wished) {
        fields.forEach(field -> this.fields.put(field.name(), field));
        this.format = format;
        this.wished = wished;
    }

    /// What was wrong, after [#bind].
    List<Violation> violations() {
        return violations;
    }

    List<Binding> bind(Signature model) {
        FeatureSpec features = model.features();
        if (features == null) {
            model.inputs().forEach(input -> bind(input, model));
        } else {
            features.entities().forEach(this::bindKey);
            features.requestColumns()
                    .forEach(column -> bind(column.name(), DataType.FP64, Shape.of(-1), true));
        }
        refuseUnknown(model);
        return bindings;
    }

    private void bindKey(String entity) {
        Field field = fields.get(named(entity).getFirst());
        boolean whole =
                field != null
                        && (field.kind() == Field.Kind.INT32 || field.kind() == Field.Kind.INT64);
        bind(entity, whole ? DataType.INT64 : DataType.BYTES, Shape.of(-1), false);
    }

    private void bind(TensorSpec input, Signature model) {
        List<String> columns = wished.get(input.name());
        boolean isMatrix = input.shape().rank() > 1;
        boolean isKnown = input.shape().perRow().isKnown();
        long width = !isMatrix ? 1 : isKnown ? input.shape().perRow().elements() : -1;
        if (columns == null && isMatrix && model.inputs().size() == 1) {
            columns = model.columnNames().stream().flatMap(name -> named(name).stream()).toList();
        }
        if (columns == null || columns.isEmpty()) {
            columns = width == 1 ? List.of(input.name()) : List.of();
        }
        if (columns.isEmpty() || (width >= 0 && columns.size() != width)) {
            violate(
                    "columns." + input.name(),
                    "must name the %s columns that make up the input '%s' of shape %s, has %d"
                            .formatted(
                                    width < 0 ? "" : width,
                                    input.name(),
                                    input.shape(),
                                    columns.size()));
            return;
        }
        Shape shape = isKnown || !isMatrix ? input.shape() : Shape.of(-1, columns.size());
        bind(input.name(), input.type(), columns, shape, false);
    }

    private void bind(String input, DataType type, Shape shape, boolean nullable) {
        bind(input, type, named(input), shape, nullable);
    }

    private void bind(
            String input, DataType type, List<String> columns, Shape shape, boolean nullable) {
        for (String column : columns) {
            Field field = fields.get(column);
            if (field == null) {
                violate(
                        "columns." + input,
                        "wants the column '%s', the input has %s"
                                .formatted(column, fields.keySet()));
            } else if (!fits(field, type)) {
                violate(
                        "columns." + input,
                        "wants %s, the column '%s' is %s".formatted(type, column, field.type()));
            }
        }
        bindings.add(new Binding(input, type, shape, columns, nullable));
    }

    private boolean fits(Field field, DataType type) {
        if (type == DataType.BYTES) {
            return field.kind() == Field.Kind.BYTES;
        }
        return field.kind() != Field.Kind.OTHER
                && (format == TableFormat.CSV || field.kind() != Field.Kind.BYTES);
    }

    private List<String> named(String name) {
        return wished.getOrDefault(name, List.of(name));
    }

    private void refuseUnknown(Signature model) {
        Set<String> known = new TreeSet<>(model.columnNames());
        bindings.forEach(binding -> known.add(binding.input()));
        model.inputs().forEach(input -> known.add(input.name()));
        for (String name : wished.keySet()) {
            if (!known.contains(name)) {
                violate("columns." + name, "is nothing the model takes; it takes " + known);
            }
        }
    }

    private void violate(String at, String message) {
        violations.add(new Violation(at, message));
    }
}
