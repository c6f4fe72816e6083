package io.minimlops.orchestrator.training;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Labelled rows in event-time order, as one row-major matrix: `rows × columns` floats are all the
/// heap it takes.
///
/// @param columns names of the inputs, in the model's order
/// @param values row-major, `NaN` where a value is missing; not copied, not to be changed
/// @param labels 0 or 1 per row
/// @param times event time per row in epoch microseconds, ascending; empty when the set has none
@SuppressWarnings("ArrayRecordComponent") // bulk data: compared by nobody, copied only when sliced
public record Dataset(List<String> columns, float[] values, float[] labels, long[] times) {

    public Dataset {
        columns = List.copyOf(columns);
        if (values.length != (long) labels.length * columns.size()) {
            throw new BadTrainingSet(
                    "%d values do not fill %d rows of %d columns"
                            .formatted(values.length, labels.length, columns.size()));
        }
        if (times.length != 0 && times.length != labels.length) {
            throw new BadTrainingSet("as many event times as rows are needed, or none");
        }
    }

    public int rows() {
        return labels.length;
    }

    public int width() {
        return columns.size();
    }

    public float value(int row, int column) {
        return values[row * width() + column];
    }

    /// A column's values, `NaN` where missing.
    public double[] column(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new BadTrainingSet("no column '" + name + "'");
        }
        double[] column = new double[rows()];
        for (int row = 0; row < column.length; row++) {
            column[row] = value(row, at);
        }
        return column;
    }

    /// Rows `from` (inclusive) to `to` (exclusive).
    public Dataset slice(int from, int to) {
        return new Dataset(
                columns,
                Arrays.copyOfRange(values, from * width(), to * width()),
                Arrays.copyOfRange(labels, from, to),
                times.length == 0 ? times : Arrays.copyOfRange(times, from, to));
    }

    public Dataset before(Instant time) {
        return slice(0, firstRowAtOrAfter(time));
    }

    public Dataset from(Instant time) {
        return slice(firstRowAtOrAfter(time), rows());
    }

    /// The same rows with the columns another model expects, in its order: how a champion with
    /// other inputs is scored.
    ///
    /// @throws BadTrainingSet when one of them is not here
    public Dataset select(List<String> wanted) {
        if (wanted.equals(columns)) {
            return this;
        }
        int[] at = wanted.stream().mapToInt(columns::indexOf).toArray();
        for (int i = 0; i < at.length; i++) {
            if (at[i] < 0) {
                throw new BadTrainingSet("no column '" + wanted.get(i) + "'");
            }
        }
        float[] selected = new float[rows() * at.length];
        for (int row = 0, target = 0; row < rows(); row++) {
            for (int column : at) {
                selected[target++] = value(row, column);
            }
        }
        return new Dataset(wanted, selected, labels, times);
    }

    public long missing() {
        long missing = 0;
        for (float value : values) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        return missing;
    }

    private int firstRowAtOrAfter(Instant time) {
        if (times.length == 0) {
            throw new BadTrainingSet("this set has no event times to split at");
        }
        long wanted = Math.addExact(time.getEpochSecond() * 1_000_000, time.getNano() / 1_000);
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
