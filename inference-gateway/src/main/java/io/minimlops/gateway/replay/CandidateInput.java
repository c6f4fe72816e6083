package io.minimlops.gateway.replay;

import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Puts logged features into a candidate's input: by the columns' names where the candidate has
/// some, else in the order of the log when there are as many.
final class CandidateInput {

    private final String name;
    private final DataType type;
    private final long width;
    private final List<String> columns;

    /// Per order of logged columns: where each of the candidate's columns lies in it.
    private final Map<List<String>, int[]> places = new HashMap<>();

    private CandidateInput(TensorSpec input, List<String> columns) {
        this.name = input.name();
        this.type = input.type();
        this.width = input.shape().dimension(1);
        this.columns = columns;
    }

    /// @throws ReplayFailed when its input is no matrix of numbers
    static CandidateInput of(LoadedVersion version) throws ReplayFailed {
        List<String> named =
                version.features().map(features -> features.columnNames()).orElse(List.of());
        return of(version.inputs(), version.isBatchable(), named);
    }

    /// @param named what a feature-aware candidate calls its columns; empty for a plain one
    static CandidateInput of(List<TensorSpec> inputs, boolean batchable, List<String> named)
            throws ReplayFailed {
        TensorSpec input = inputs.size() == 1 ? inputs.getFirst() : null;
        if (input == null || !batchable || input.shape().rank() != 2 || !isNumeric(input.type())) {
            throw new ReplayFailed(
                    "the candidate has the inputs %s; the log holds one matrix of numbers"
                            .formatted(inputs));
        }
        return new CandidateInput(input, named);
    }

    private static boolean isNumeric(DataType type) {
        return switch (type) {
            case FP32, FP64, INT64, INT32 -> true;
            default -> false;
        };
    }

    /// Whether a row can be run.
    ///
    /// @return why not; null when it can
    @Nullable String obstacle(LoggedRow row) {
        if (row.columns().isEmpty()) {
            return "logged without features";
        }
        int[] place = places.computeIfAbsent(row.columns(), this::place);
        if (place.length == 0) {
            return "logged with other columns than the candidate's: " + missing(row.columns());
        }
        boolean whole = type == DataType.INT64 || type == DataType.INT32;
        if (whole && row.features().contains(null)) {
            return "a missing value, and the candidate takes whole numbers";
        }
        return null;
    }

    private String missing(List<String> logged) {
        return columns.isEmpty()
                ? "%d, it takes %d".formatted(logged.size(), width)
                : columns.stream().filter(column -> !logged.contains(column)).toList().toString();
    }

    private int[] place(List<String> logged) {
        if (!columns.isEmpty()) {
            int[] place = columns.stream().mapToInt(logged::indexOf).toArray();
            return IntStream.of(place).anyMatch(at -> at < 0) ? new int[0] : place;
        }
        boolean fits = width < 0 || width == logged.size();
        return fits ? IntStream.range(0, logged.size()).toArray() : new int[0];
    }

    /// @param rows without obstacles and all of one width
    Tensor tensor(List<LoggedRow> rows) {
        int columnCount = places.getOrDefault(rows.getFirst().columns(), new int[0]).length;
        ByteBuffer bytes =
                ByteBuffer.allocate(rows.size() * columnCount * type.width())
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (LoggedRow row : rows) {
            for (int at : places.getOrDefault(row.columns(), new int[0])) {
                Double value = row.features().get(at);
                put(bytes, value == null ? Double.NaN : value);
            }
        }
        return Tensor.of(
                name, type, Shape.of(rows.size(), columnCount), new Tensor.Numbers(bytes.flip()));
    }

    private void put(ByteBuffer bytes, double value) {
        switch (type) {
            case FP64 -> bytes.putDouble(value);
            case INT64 -> bytes.putLong((long) value);
            case INT32 -> bytes.putInt((int) value);
            default -> bytes.putFloat((float) value);
        }
    }
}
