package io.minimlops.gateway.deployment.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaSamplerTest {

    @ParameterizedTest
    @CsvSource({"1,1", "1,5", "2.5,1.5", "30,10", "700,300"})
    void meanAndVarianceAreThoseOfTheDistribution(double alpha, double beta) {
        // Given
        int draws = 200_000;
        SplittableRandom random = new SplittableRandom(7);
        double sum = 0;
        double squares = 0;

        // When
        for (int i = 0; i < draws; i++) {
            double draw = BetaSampler.draw(alpha, beta, random);
            sum += draw;
            squares += draw * draw;
        }

        // Then
        double mean = alpha / (alpha + beta);
        double variance = mean * (1 - mean) / (alpha + beta + 1);
        double seen = sum / draws;
        assertThat(seen).isCloseTo(mean, within(5 * Math.sqrt(variance / draws)));
        assertThat(squares / draws - seen * seen).isCloseTo(variance, within(0.03 * variance));
    }
}
