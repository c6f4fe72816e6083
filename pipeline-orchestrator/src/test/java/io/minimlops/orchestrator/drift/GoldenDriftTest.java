package io.minimlops.orchestrator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.orchestrator.drift.Significance.Tested;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every distance to 1e-9 and every p-value to 1e-6 (relative), as scipy and numpy computed them.
class GoldenDriftTest {

    /// A numeric vector's samples, as its description says.
    record Numeric(String name, double[] reference, double[] current) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Numeric> numerics() {
        double[] seed1 = GoldenVectors.normals(1, 800, 0, 1);
        double[] seed7 = GoldenVectors.normals(7, 2_000, 0, 1);
        JsonNode small = GoldenVectors.vector("num_8v8");
        return Stream.of(
                new Numeric(
                        "num_8v8",
                        GoldenVectors.doubles(small.path("values_ref")),
                        GoldenVectors.doubles(small.path("values_cur"))),
                new Numeric("num_n800_same", seed1, GoldenVectors.normals(2, 400, 0, 1)),
                new Numeric("num_n800_shift05", seed1, GoldenVectors.normals(2, 400, 0.5, 1)),
                new Numeric("num_n2000_shift005", seed7, GoldenVectors.normals(8, 1_000, 0.05, 1)),
                new Numeric("num_far_apart", seed1, GoldenVectors.normals(2, 400, 50, 1)));
    }

    @ParameterizedTest
    @MethodSource("numerics")
    void theGeneratorGivesTheVectorsSamples(Numeric given) {
        JsonNode golden = GoldenVectors.vector(given.name);

        assertThat(given.reference).hasSize(golden.path("n_ref").asInt());
        assertThat(given.current).hasSize(golden.path("n_cur").asInt());
        expect(golden, "ref_sum", Arrays.stream(given.reference).sum());
        expect(golden, "cur_sum", Arrays.stream(given.current).sum());
    }

    @ParameterizedTest
    @MethodSource("numerics")
    void distancesOfSamplesAreScipys(Numeric given) {
        JsonNode golden = GoldenVectors.vector(given.name);
        double[] reference = Samples.sorted(given.reference);
        double[] current = Samples.sorted(given.current);

        double wasserstein = TwoSamples.wasserstein(reference, current);

        expect(golden, "wasserstein", wasserstein);
        double deviation = Samples.deviation(reference, Samples.mean(reference));
        expect(golden, "wasserstein_norm_refstd_ddof0", wasserstein / Math.max(deviation, 0.001));
        expect(golden, "energy_distance", TwoSamples.energy(reference, current));
        expect(golden, "cramervonmises_stat", TwoSamples.cramerVonMises(reference, current));
        expect(golden, "ks_D", TwoSamples.kolmogorovSmirnov(reference, current));
    }

    @ParameterizedTest
    @MethodSource("numerics")
    void kolmogorovSmirnovIsScipys(Numeric given) {
        JsonNode golden = GoldenVectors.vector(given.name);

        Tested tested = Significance.kolmogorovSmirnov(given.reference, given.current);

        expect(golden, "ks_D", tested.statistic());
        expectP(golden, "ks_p_auto", tested.p());
        expectP(golden, "ks_p_exact", tested.p());
        double asymptotic =
                Significance.kolmogorovSmirnov(
                        tested.statistic(), given.reference.length, given.current.length);
        expectP(golden, "ks_p_asymp", asymptotic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"num_n800_same", "num_n800_shift05", "num_n2000_shift005", "num_far_apart"})
    void evidentlysBinnedDistancesAreReproduced(String name) {
        JsonNode golden = GoldenVectors.vector(name);
        Numeric given = numeric(name);

        EqualWidthBins bins = EqualWidthBins.sturges(given.reference, given.current);

        double[] p = Divergence.fractions(bins.count(given.reference));
        double[] q = Divergence.fractions(bins.count(given.current));
        double[] filledP = Divergence.filled(p);
        double[] filledQ = Divergence.filled(q);
        assertThat(bins.size()).isEqualTo(golden.path("sturges_combined_bins").asInt());
        expect(golden, "psi_sturges_combined", Divergence.psi(filledP, filledQ));
        expect(golden, "kl_sturges_combined", Divergence.kullbackLeibler(filledP, filledQ));
        expect(golden, "js_nat_sturges_combined", Divergence.jensenShannon(p, q));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"num_n800_same", "num_n800_shift05", "num_n2000_shift005", "num_far_apart"})
    void nannymlsBinnedDistancesAreReproduced(String name) {
        JsonNode golden = GoldenVectors.vector(name);
        Numeric given = numeric(name);

        EqualWidthBins bins = EqualWidthBins.doane(given.reference);

        double[] p = bins.fractionsWithLeftover(given.reference);
        double[] q = bins.fractionsWithLeftover(given.current);
        assertThat(bins.size()).isEqualTo(golden.path("doane_ref_bins").asInt());
        expect(golden, "doane_leftover", q[q.length - 1]);
        expect(golden, "js_base2_doane_ref", Divergence.jensenShannonBase2(p, q));
        expect(golden, "hellinger_doane_ref", Divergence.hellinger(p, q));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"num_n800_same", "num_n800_shift05", "num_n2000_shift005", "num_far_apart"})
    void thePlatformsPsiOnReferenceDecilesIsReproduced(String name) {
        Numeric given = numeric(name);

        ColumnReference reference = ColumnReference.fit("x", given.reference);

        double[] p = Divergence.floored(Divergence.fractions(reference.counts()));
        double[] q =
                Divergence.floored(Divergence.fractions(reference.bins().count(given.current)));
        expect(GoldenVectors.vector(name), "psi_ref_deciles_eps1e-4", Divergence.psi(p, q));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat_evidently_unit", "cat_new_category", "cat_binary_2x2"})
    void categoricalStatisticsAreReproduced(String name) {
        JsonNode golden = GoldenVectors.vector(name);
        long[] reference = GoldenVectors.counts(golden.path("ref_counts"));
        long[] current = GoldenVectors.counts(golden.path("cur_counts"));
        double[] p = Divergence.fractions(reference);
        double[] q = Divergence.fractions(current);

        expect(
                golden,
                "psi_evidently_fill",
                Divergence.psi(Divergence.filled(p), Divergence.filled(q)));
        expect(
                golden,
                "kl_ref_cur_evidently_fill",
                Divergence.kullbackLeibler(Divergence.filled(p), Divergence.filled(q)));
        expect(golden, "js_distance_nat", Divergence.jensenShannon(p, q));
        expect(golden, "js_distance_base2", Divergence.jensenShannonBase2(p, q));
        expect(golden, "hellinger", Divergence.hellinger(p, q));
        expect(golden, "tvd", Divergence.totalVariation(p, q));
        expect(golden, "linf", Divergence.infinityNorm(p, q));
        expectTest(golden, "chi2_contingency", Significance.contingency(reference, current, true));
        expectTest(
                golden,
                "chi2_contingency_nocorr",
                Significance.contingency(reference, current, false));
        if (golden.has("chi2_gof_stat")) {
            expectTest(golden, "chi2_gof", Significance.goodnessOfFit(reference, current));
        }
    }

    @Test
    void anUnseenCategoryMakesTheFitImpossible() {
        JsonNode golden = GoldenVectors.vector("cat_new_category");

        Tested tested =
                Significance.goodnessOfFit(
                        GoldenVectors.counts(golden.path("ref_counts")),
                        GoldenVectors.counts(golden.path("cur_counts")));

        assertThat(tested.statistic()).isInfinite();
        assertThat(tested.p()).isZero();
    }

    @Test
    void twoProportionsAreScipys() {
        JsonNode golden = GoldenVectors.vector("z_two_proportions");

        Tested tested = Significance.twoProportions(300, 1_000, 200, 500);

        expect(golden, "z", tested.statistic());
        expectP(golden, "p", tested.p());
    }

    @Test
    void performanceWithoutLabelsIsNannymls() {
        JsonNode golden = GoldenVectors.vector("cbpe_binary");

        EstimatedPerformance estimated =
                EstimatedPerformance.of(
                        GoldenVectors.doubles(golden.path("calibrated_p")),
                        golden.path("threshold").asDouble());

        Map<String, Double> actual = new HashMap<>();
        actual.put("TP", estimated.truePositives());
        actual.put("FP", estimated.falsePositives());
        actual.put("FN", estimated.falseNegatives());
        actual.put("TN", estimated.trueNegatives());
        actual.put("accuracy", estimated.accuracy());
        actual.put("precision", estimated.precision());
        actual.put("recall", estimated.recall());
        actual.put("f1", estimated.f1());
        actual.put("specificity", estimated.specificity());
        actual.put("roc_auc", estimated.rocAuc());
        actual.put("average_precision", estimated.averagePrecision());
        actual.forEach((field, value) -> expect(golden, field, value));
    }

    @Test
    void learnedThresholdsAreNannymls() {
        JsonNode golden = GoldenVectors.vector("std_threshold");

        LearnedThreshold learned =
                LearnedThreshold.of(GoldenVectors.doubles(golden.path("chunk_values")));

        expect(golden, "mean", learned.mean());
        expect(golden, "std_ddof0", learned.deviation());
        expect(golden, "lower_3", learned.lower());
        expect(golden, "upper_3", learned.upper());
    }

    @Test
    void benjaminiAndHochbergKeepTheThreeSmallest() {
        JsonNode golden = GoldenVectors.vector("multiple_testing");

        boolean[] significant =
                Significance.benjaminiHochberg(
                        GoldenVectors.doubles(golden.path("p")), golden.path("alpha").asDouble());

        assertThat(significant).containsExactly(true, true, true, false, false);
    }

    private static Numeric numeric(String name) {
        List<Numeric> found = numerics().filter(n -> n.name.equals(name)).toList();
        return found.getFirst();
    }

    private static void expectTest(JsonNode golden, String prefix, Tested tested) {
        expect(golden, prefix + "_stat", tested.statistic());
        expectP(golden, prefix + "_p", tested.p());
    }

    private static void expect(JsonNode golden, String field, double actual) {
        assertThat(golden.path(field).isNumber()).as(field + " is in the vector").isTrue();
        assertThat(actual).as(field).isCloseTo(golden.path(field).asDouble(), within(1e-9));
    }

    /// Relative, down to where doubles end.
    private static void expectP(JsonNode golden, String field, double actual) {
        double expected = golden.path(field).asDouble();
        assertThat(golden.path(field).isNumber()).as(field + " is in the vector").isTrue();
        assertThat(actual).as(field).isCloseTo(expected, within(expected * 1e-6 + 1e-300));
    }
}
