package io.minimlops.tracker.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.sweep.search.Curve;
import io.minimlops.tracker.sweep.search.Domain;
import io.minimlops.tracker.sweep.search.Goal;
import io.minimlops.tracker.sweep.search.Spread;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {

    @Test
    void aWholeConfigurationIsRead() {
        SweepPlan plan =
                read(
                        """
                        program: train.py
                        name: first
                        project: digits
                        entity: us
                        description: what works
                        command: ["${env}", python, "${program}"]
                        method: bayes
                        metric: {name: loss, goal: minimize, target: 0.01}
                        run_cap: 50
                        seed: 7
                        early_terminate: {type: hyperband, max_iter: 27, s: 2, eta: 3, strict: true}
                        parameters:
                          rate: {distribution: log_uniform_values, min: 1e-5, max: 0.1}
                          epochs: {value: 10}
                          optimizer:
                            parameters:
                              kind: {values: [sgd, adam], probabilities: [0.25, 0.75]}
                              momentum: {min: 0.0, max: 1.0}
                        """);

        assertThat(plan.method()).isEqualTo(Method.TPE);
        assertThat(plan.metric()).isEqualTo(new SweepPlan.Objective("loss", Goal.MINIMIZE, 0.01));
        assertThat(plan.trials()).isEqualTo(50);
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.rungs().iterations()).containsExactly(3L, 9L);
        assertThat(plan.rungs().strict()).isTrue();
        assertThat(plan.space().domains())
                .containsOnlyKeys("rate", "epochs", "optimizer.kind", "optimizer.momentum")
                .containsEntry("epochs", new Domain.Constant(10L))
                .containsEntry(
                        "optimizer.kind",
                        new Domain.Choice(List.of("sgd", "adam"), List.of(0.25, 0.75)))
                .containsEntry(
                        "rate",
                        new Domain.Range(
                                new Spread.Uniform(Math.log(1e-5), Math.log(0.1)),
                                Curve.EXPONENTIAL,
                                0,
                                false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{min: 1, max: 9}|Uniform[low=0.5, high=9.5]|STRAIGHT|0|true",
                "{min: 1.0, max: 9}|Uniform[low=1.0, high=9.0]|STRAIGHT|0|false",
                "{distribution: q_uniform, min: 0, max: 1, q: 0.25}|Uniform[low=0.0,"
                        + " high=1.0]|STRAIGHT|0.25|false",
                "{distribution: log_uniform, min: -3, max: 0}|Uniform[low=-3.0,"
                        + " high=0.0]|EXPONENTIAL|0|false",
                "{distribution: q_log_uniform, min: 0, max: 5}|Uniform[low=0.0,"
                        + " high=5.0]|EXPONENTIAL|1|false",
                "{distribution: q_log_uniform_values, min: 1, max: 1, q: 2}|Uniform[low=0.0,"
                        + " high=0.0]|EXPONENTIAL|2|false",
                "{distribution: inv_log_uniform, min: 1, max: 2}|Uniform[low=1.0,"
                        + " high=2.0]|INVERSE_EXPONENTIAL|0|false",
                "{distribution: inv_log_uniform_values, min: 1, max: 1}|Uniform[low=0.0,"
                        + " high=0.0]|EXPONENTIAL|0|false",
                "{mu: 1, sigma: 2}|Normal[mean=1.0, deviation=2.0]|STRAIGHT|0|false",
                "{distribution: normal}|Normal[mean=0.0, deviation=1.0]|STRAIGHT|0|false",
                "{distribution: q_normal, q: 5}|Normal[mean=0.0, deviation=1.0]|STRAIGHT|5|false",
                "{distribution: log_normal, mu: 2}|Normal[mean=2.0,"
                        + " deviation=1.0]|EXPONENTIAL|0|false",
                "{distribution: q_log_normal}|Normal[mean=0.0, deviation=1.0]|EXPONENTIAL|1|false",
                "{distribution: beta, a: 2, b: 5}|Beta[a=2.0, b=5.0]|STRAIGHT|0|false",
                "{distribution: q_beta, q: 0.1}|Beta[a=1.0, b=1.0]|STRAIGHT|0.1|false"
            })
    void everyDistributionIsRead(
            String parameter, String spread, Curve curve, double step, boolean whole) {
        Domain domain =
                read("{method: random, parameters: {p: " + parameter + "}}")
                        .space()
                        .domains()
                        .get("p");

        assertThat(domain)
                .isInstanceOfSatisfying(
                        Domain.Range.class,
                        range -> {
                            assertThat(range.spread()).hasToString(spread);
                            assertThat(range.curve()).isEqualTo(curve);
                            assertThat(range.step()).isEqualTo(step);
                            assertThat(range.whole()).isEqualTo(whole);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{parameters: {p: {value: 1}}}|/method",
                "{method: guess, parameters: {p: {value: 1}}}|/method",
                "{method: random}|/parameters",
                "{method: random, parameters: {}}|/parameters",
                "{method: random, parameters: [1]}|/parameters",
                "{method: random, parameters: {p: 1}}|/parameters/p",
                "{method: random, parameters: {p: {}}}|/parameters/p",
                "{method: random, parameters: {p: {min: 1}}}|/parameters/p/max",
                "{method: random, parameters: {p: {min: 2, max: 1}}}|/parameters/p/min",
                "{method: random, parameters: {p: {min: a, max: 1}}}|/parameters/p/min",
                "{method: random, parameters: {p: {min: 1.5, max: 2, distribution:"
                        + " int_uniform}}}|/parameters/p",
                "{method: random, parameters: {p: {values: []}}}|/parameters/p/values",
                "{method: random, parameters: {p: {values: [1, 1]}}}|/parameters/p/values",
                "{method: random, parameters: {p: {values: [1, {a: 1}]}}}|/parameters/p/values",
                "{method: random, parameters: {p: {values: [1, 2], probabilities:"
                        + " [0.5]}}}|/parameters/p/probabilities",
                "{method: random, parameters: {p: {values: [1, 2], probabilities: [2,"
                        + " -1]}}}|/parameters/p/probabilities",
                "{method: random, parameters: {p: {value: null}}}|/parameters/p",
                "{method: random, parameters: {p: {value: 1, mim: 2}}}|/parameters/p/mim",
                "{method: random, parameters: {p: {distribution:"
                        + " zipf}}}|/parameters/p/distribution",
                "{method: random, parameters: {p: {distribution: log_uniform, min: 1, max:"
                        + " 1e9}}}|/parameters/p",
                "{method: random, parameters: {p: {distribution: log_uniform_values, min: 0, max:"
                        + " 1}}}|/parameters/p/min",
                "{method: random, parameters: {p: {distribution: normal, sigma:"
                        + " 0}}}|/parameters/p/sigma",
                "{method: random, parameters: {p: {distribution: q_uniform, min: 0, max: 1, q:"
                        + " -1}}}|/parameters/p/q",
                "{method: random, parameters: {o: {parameters: {p:"
                        + " {}}}}}|/parameters/o/parameters/p",
                "{method: random, parameters: {o: {parameters: {p: {value: 1}}}, o.p: {value:"
                        + " 2}}}|/parameters/o.p",
                "{method: random, parameters: {'p?': {value: 1}}}|/parameters/p?",
                "{method: grid, parameters: {p: {min: 0.0, max: 1.0}}}|/parameters",
                "{method: grid, parameters: {p: {distribution: q_uniform, min: -1e300, max: 1e300,"
                        + " q: 1e-300}}}|/parameters",
                "{method: grid, parameters: {p: {distribution: q_normal}}}|/parameters",
                "{method: random, parameters: {p: {distribution: uniform, min: -1.7e308, max:"
                        + " 1.7e308}}}|/parameters/p/max",
                "{method: random, metric: {name: 'a?'}, parameters: {p: {value: 1}}}|/metric/name",
                "{method: bayes, parameters: {p: {value: 1}}}|/metric",
                "{method: random, metric: {goal: minimize}, parameters: {p: {value:"
                        + " 1}}}|/metric/name",
                "{method: random, metric: {name: a, goal: best}, parameters: {p: {value:"
                        + " 1}}}|/metric/goal",
                "{method: random, run_cap: 0, parameters: {p: {value: 1}}}|/run_cap",
                "{method: random, run_cap: 1.5, parameters: {p: {value: 1}}}|/run_cap",
                "{method: random, colour: red, parameters: {p: {value: 1}}}|/colour",
                "{method: random, name: [1], parameters: {p: {value: 1}}}|/name",
                "{method: random, metric: {name: a}, parameters: {p: {value: 1}}, early_terminate:"
                        + " {type: luck}}|/early_terminate/type",
                "{method: random, metric: {name: a}, parameters: {p: {value: 1}}, early_terminate:"
                        + " {type: hyperband}}|/early_terminate",
                "{method: random, metric: {name: a}, parameters: {p: {value: 1}}, early_terminate:"
                        + " {type: hyperband, max_iter: 9}}|/early_terminate/s",
                "{method: random, metric: {name: a}, parameters: {p: {value: 1}}, early_terminate:"
                        + " {type: hyperband, min_iter: 1, eta: 1}}|/early_terminate/eta",
                "{method: random, parameters: {p: {value: 1}}, early_terminate: {type: hyperband,"
                        + " min_iter: 1}}|/metric"
            })
    void aMistakeIsNamedWithItsPlace(String yaml, String place) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> read(yaml));

        assertThat(refused.problem())
                .isInstanceOfSatisfying(
                        Problem.Invalid.class,
                        invalid ->
                                assertThat(invalid.violations())
                                        .extracting(Problem.Violation::at)
                                        .contains(place));
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        ProblemException refused =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> read("{method: x, run_cap: x, parameters: {p: {}, q: {min: 1}}}"));

        assertThat(((Problem.Invalid) refused.problem()).violations())
                .extracting(Problem.Violation::at)
                .contains("/method", "/run_cap", "/parameters/p", "/parameters/q/max");
    }

    private static SweepPlan read(String yaml) {
        return new PlanReader(SweepDocument.yaml(yaml), CONFIG).read(1);
    }

    private static final SweepConfig CONFIG =
            new SweepConfig() {
                @Override
                public Duration lease() {
                    return Duration.ofMinutes(5);
                }

                @Override
                public int attempts() {
                    return 3;
                }

                @Override
                public Duration retryAfter() {
                    return Duration.ofSeconds(2);
                }
            };
}
