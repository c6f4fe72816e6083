package io.minimlops.gateway.deployment;

import io.minimlops.gateway.deployment.spec.MissingFeatures;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.feature.FeatureSpec.Column;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether the defaults of missing features name columns that are looked up: a misspelt one would
/// leave NaN in its place, silently. One version that knows the name is enough, so that champion
/// and canary may differ; what an alias brings later is not asked.
final class DefaultColumns {

    private DefaultColumns() {}

    /// @param versions features of those that the deployment serves, of the versions that have any
    /// @throws ProblemException 422 with a violation for each name that no version looks up
    static void check(@Nullable MissingFeatures missing, List<FeatureSpec> versions) {
        if (missing == null || missing.defaults() == null) {
            return;
        }
        Set<String> known =
                versions.stream()
                        .flatMap(version -> version.columns().stream())
                        .filter(Column::isFeature)
                        .map(Column::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        List<Violation> violations =
                new TreeSet<>(missing.defaults().keySet())
                        .stream()
                                .filter(name -> !known.contains(name))
                                .map(name -> unknown(name, known))
                                .toList();
        Problem.Invalid.refuse(violations);
    }

    private static Violation unknown(String name, Set<String> known) {
        String those =
                known.isEmpty()
                        ? "this deployment looks none up"
                        : "those are " + String.join(", ", known);
        return new Violation(
                "spec.missing.defaults." + name, "must be a column that is looked up; " + those);
    }
}
