package io.minimlops.orchestrator.training;

import io.minimlops.orchestrator.training.Column.Role;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A training set's Parquet file, read by DuckDB in process.
///
/// Columns of role `column` and `feature` become the matrix (numbers and booleans; anything else is
/// refused), the label becomes 0 or 1. Rows without a label are left out: they are not known yet.
/// Row order is the file's.
public record TrainingSetFile(Path file, List<Column> columns) {

    // DuckDB would take most of the machine: this reads one file once.
    private static final String MEMORY = "set memory_limit='256MB'; set threads=2";

    public TrainingSetFile {
        columns = List.copyOf(columns);
    }

    /// @throws BadTrainingSet when the file is not Parquet, lacks a column, or holds a value that
    ///     is no number or no label
    public Dataset read() {
        List<String> inputs = columns.stream().filter(Column::isInput).map(Column::name).toList();
        if (inputs.isEmpty()) {
            throw new BadTrainingSet("a training set needs at least one column or feature");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            try (var settings = connection.createStatement()) {
                settings.execute(MEMORY);
            }
            return read(connection, inputs, count(connection));
        } catch (SQLException e) {
            throw new BadTrainingSet(
                    "cannot read the training set " + file.getFileName() + ": " + e.getMessage(),
                    e);
        }
    }

    private int count(Connection connection) throws SQLException {
        String sql = "select count(" + quoted(label()) + ") from read_parquet(?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, file.toString());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return Math.toIntExact(result.getLong(1));
            }
        }
    }

    private Dataset read(Connection connection, List<String> inputs, int rows) throws SQLException {
        float[] values = new float[Math.multiplyExact(rows, inputs.size())];
        float[] labels = new float[rows];
        List<String> time = named(Role.TIMESTAMP);
        long[] times = new long[time.isEmpty() ? 0 : rows];
        try (PreparedStatement statement = connection.prepareStatement(query(inputs, time))) {
            statement.setString(1, file.toString());
            try (ResultSet result = statement.executeQuery()) {
                for (int row = 0, at = 0; row < rows && result.next(); row++) {
                    for (int column = 1; column <= inputs.size(); column++) {
                        values[at++] = number(result, column);
                    }
                    labels[row] = label(result.getDouble(inputs.size() + 1), row);
                    if (times.length != 0) {
                        times[row] = result.getLong(inputs.size() + 2);
                    }
                }
            }
        }
        return new Dataset(inputs, values, labels, times);
    }

    private String query(List<String> inputs, List<String> time) {
        List<String> expressions =
                inputs.stream()
                        .map(name -> "cast(" + quoted(name) + " as float)")
                        .collect(Collectors.toCollection(ArrayList::new));
        expressions.add("cast(" + quoted(label()) + " as double)");
        time.forEach(name -> expressions.add("epoch_us(" + quoted(name) + ")"));
        return "select %s from read_parquet(?) where %s is not null"
                .formatted(String.join(", ", expressions), quoted(label()));
    }

    private String label() {
        List<String> labels = named(Role.LABEL);
        if (labels.size() != 1) {
            throw new BadTrainingSet("a training set needs exactly one label, not " + labels);
        }
        return labels.getFirst();
    }

    private List<String> named(Role role) {
        return columns.stream().filter(c -> c.role() == role).map(Column::name).toList();
    }

    private static float number(ResultSet result, int column) throws SQLException {
        float value = result.getFloat(column);
        return result.wasNull() || Float.isInfinite(value) ? Float.NaN : value;
    }

    private static float label(double value, int row) {
        if (value != 0 && value != 1) {
            throw new BadTrainingSet("the label of row %d is %s, not 0 or 1".formatted(row, value));
        }
        return (float) value;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
