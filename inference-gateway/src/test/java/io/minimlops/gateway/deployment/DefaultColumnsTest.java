package io.minimlops.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minimlops.gateway.deployment.spec.MissingFeatures;
import io.minimlops.gateway.deployment.spec.MissingFeatures.Policy;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.feature.FeatureSpec.Column;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DefaultColumnsTest {

    private static MissingFeatures defaults(String... columns) {
        Map<String, Double> values =
                Arrays.stream(columns).collect(Collectors.toMap(name -> name, name -> 0.5));
        return new MissingFeatures(Policy.DEFAULT, values);
    }

    /// Looks the columns up, and takes `hour` from the request.
    private static FeatureSpec version(String... lookedUp) {
        List<Column> columns =
                Stream.concat(
                                Arrays.stream(lookedUp)
                                        .map(name -> new Column(name, "feature", null)),
                                Stream.of(new Column("hour", "request", null)))
                        .toList();
        return new FeatureSpec("flights", "late", List.of("origin"), columns);
    }

    private static List<Violation> violations(MissingFeatures missing, FeatureSpec... versions) {
        ProblemException refused =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> DefaultColumns.check(missing, List.of(versions)));
        assertThat(refused.problem()).isInstanceOf(Problem.Invalid.class);
        return ((Problem.Invalid) refused.problem()).violations();
    }

    @Test
    void aMisspeltColumnAndOneOfTheRequestAreToldWithThoseThatThereAre() {
        assertThat(violations(defaults("delay", "hour"), version("delays", "wind")))
                .containsExactly(
                        new Violation(
                                "spec.missing.defaults.delay",
                                "must be a column that is looked up; those are delays, wind"),
                        new Violation(
                                "spec.missing.defaults.hour",
                                "must be a column that is looked up; those are delays, wind"));
    }

    @Test
    void aDeploymentWithoutFeaturesHasNothingToDefault() {
        assertThat(violations(defaults("delays")))
                .containsExactly(
                        new Violation(
                                "spec.missing.defaults.delays",
                                "must be a column that is looked up; this deployment looks none up"));
    }

    @Test
    void oneOfTheVersionsMayKnowWhatAnotherDoesNot() {
        assertThatCode(
                        () ->
                                DefaultColumns.check(
                                        defaults("delays", "wind"),
                                        List.of(version("delays"), version("wind"))))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutDefaultsThereIsNothingToAsk() {
        assertThatCode(() -> DefaultColumns.check(null, List.of())).doesNotThrowAnyException();
        assertThatCode(
                        () ->
                                DefaultColumns.check(
                                        new MissingFeatures(Policy.FLAG, null), List.of()))
                .doesNotThrowAnyException();
    }
}
