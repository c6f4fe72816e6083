package io.minimlops.gateway.feature;

import io.minimlops.gateway.feature.FeatureSpec.Column;
import java.util.List;

/// Puts request columns and looked-up features into the order of the model's input.
public final class VectorAssembly {

    private VectorAssembly() {}

    public static Vectors assemble(FeatureSpec spec, FeatureRequest request, FeatureRows found) {
        int width = spec.columns().size();
        float[][] values = new float[request.rows()][width];
        char[][] statuses = new char[request.rows()][width];
        long[][] times = new long[request.rows()][width];
        for (int at = 0; at < width; at++) {
            Column column = spec.columns().get(at);
            double[] given = request.columns().get(column.name());
            int source = given == null ? sourceOf(column, found.names()) : -1;
            for (int row = 0; row < request.rows(); row++) {
                if (given != null) {
                    values[row][at] = (float) given[row];
                    statuses[row][at] = 'R';
                } else {
                    values[row][at] = (float) found.values()[row][source];
                    statuses[row][at] = found.statuses()[row][source];
                    times[row][at] = found.times()[row][source];
                }
            }
        }
        return new Vectors(spec.columnNames(), values, statuses, times);
    }

    private static int sourceOf(Column column, List<String> names) {
        int source = names.indexOf(column.fullName());
        if (source < 0) {
            throw new IllegalStateException("no lookup of " + column.fullName());
        }
        return source;
    }
}
