package io.minimlops.orchestrator.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Every monitored column as it was in training: `reference.json` among a model's files.
///
/// @param method how it was fitted; a result can only be recomputed with the same one
/// @param trainingSet id of the training set
/// @param contentHash of the training set's bytes
/// @param rows of the training set that the model was fitted on
/// @param columns in the model's order; the model's own probability may follow as `prediction`
public record ReferenceDistribution(
        String method,
        String trainingSet,
        String contentHash,
        long rows,
        List<ColumnReference> columns) {

    public static final String METHOD = "deciles-1";

    /// The name under which the model's own output is compared.
    public static final String PREDICTION = "prediction";

    public ReferenceDistribution {
        columns = List.copyOf(columns);
    }

    /// @param names of the columns, in the model's order
    /// @param values a column's values by its name, one per row, `NaN` where missing; asked for one
    ///     column at a time
    public static ReferenceDistribution fit(
            String trainingSet,
            String contentHash,
            long rows,
            List<String> names,
            Function<String, double[]> values) {
        List<ColumnReference> columns =
                names.stream().map(name -> ColumnReference.fit(name, values.apply(name))).toList();
        return new ReferenceDistribution(METHOD, trainingSet, contentHash, rows, columns);
    }

    public ReferenceDistribution with(ColumnReference column) {
        List<ColumnReference> more = new ArrayList<>(columns);
        more.add(column);
        return new ReferenceDistribution(method, trainingSet, contentHash, rows, more);
    }

    public Optional<ColumnReference> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
