package io.minimlops.gateway.inference;

import io.minimlops.gateway.deployment.spec.MissingFeatures;
import io.minimlops.gateway.deployment.spec.MissingFeatures.Policy;
import io.minimlops.gateway.feature.Vectors;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Does with looked-up features that have no value what the deployment wants. A value that is
/// merely old is a value.
final class MissingCells {

    private static final int MOST_TOLD = 100;

    private MissingCells() {}

    /// Puts defaults in their place.
    ///
    /// @return the missing cells for the answer, as `row:column` with commas between, when they are
    ///     to be flagged; else nothing
    /// @throws InferenceRefused when nothing may be missing
    static String treat(Vectors vectors, @Nullable MissingFeatures missing) {
        Policy policy = missing == null || missing.policy() == null ? Policy.NAN : missing.policy();
        return switch (policy) {
            case NAN -> "";
            case DEFAULT -> {
                Map<String, Double> defaults = missing == null ? null : missing.defaults();
                fill(vectors, defaults == null ? Map.of() : defaults);
                yield "";
            }
            case FLAG -> told(vectors);
            case REFUSE -> {
                String cells = told(vectors);
                if (!cells.isEmpty()) {
                    throw new InferenceRefused(
                            Kind.MISSING_FEATURES, "features are missing, as row:column: " + cells);
                }
                yield "";
            }
        };
    }

    private static void fill(Vectors vectors, Map<String, Double> defaults) {
        for (int column = 0; column < vectors.columns().size(); column++) {
            Double value = defaults.get(vectors.columns().get(column));
            for (int row = 0; value != null && row < vectors.rows(); row++) {
                if (vectors.isMissing(row, column)) {
                    vectors.values()[row][column] = value.floatValue();
                }
            }
        }
    }

    private static String told(Vectors vectors) {
        StringJoiner told = new StringJoiner(",");
        int count = 0;
        for (int row = 0; row < vectors.rows(); row++) {
            for (int column = 0; column < vectors.columns().size(); column++) {
                if (vectors.isMissing(row, column) && count++ < MOST_TOLD) {
                    told.add(row + ":" + vectors.columns().get(column));
                }
            }
        }
        return count > MOST_TOLD
                ? told + " and %d more".formatted(count - MOST_TOLD)
                : told.toString();
    }
}
