package io.minimlops.orchestrator.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KolmogorovDistributionTest {

    @Test
    void theTailFollowsTheLimitForManyRows() {
        double d = 0.02;
        long n = 20_000;

        double p = KolmogorovDistribution.survival(d, n);

        // 2 e^(-2 n d²), the first term of the limit, with Stephens' correction of the argument
        double x = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * d;
        assertThat(p / (2 * Math.exp(-2 * x * x))).isCloseTo(1, within(0.05));
    }

    @Test
    void itFallsWithTheDistance() {
        double before = 2;
        for (double d = 0; d <= 1.05; d += 0.01) {
            double p = KolmogorovDistribution.survival(d, 300);
            assertThat(p).isBetween(0.0, 1.0).isLessThanOrEqualTo(before);
            before = p;
        }
        assertThat(before).isZero();
    }

    @Test
    void aHundredThousandRowsFarApartAreImpossibleByChance() {
        assertThat(KolmogorovDistribution.survival(0.3, 100_000)).isZero();
    }
}
