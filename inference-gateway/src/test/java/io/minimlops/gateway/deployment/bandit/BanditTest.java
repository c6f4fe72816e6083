package io.minimlops.gateway.deployment.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.minimlops.gateway.deployment.spec.BanditPolicy;
import io.minimlops.gateway.deployment.spec.BanditPolicy.Algorithm;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BanditTest {

    private static final List<Slot> TWO =
            List.of(new Slot("champion", "1", null), new Slot("bold", "2", null));

    private static BanditPolicy policy(Algorithm algorithm, @Nullable Double halfLife) {
        return new BanditPolicy(algorithm, null, null, halfLife, null);
    }

    private static Bandit bandit(Algorithm algorithm, @Nullable Double halfLife) {
        return new Bandit("flights", policy(algorithm, halfLife), TWO, List.of());
    }

    /// Serves requests whose rewards are 0 or 1.
    ///
    /// @return the share of the last 1,000 that the second slot had
    private static double serve(
            Bandit bandit, int requests, double first, double second, SplittableRandom random) {
        int lately = 0;
        for (int i = 0; i < requests; i++) {
            int place = bandit.choose(random);
            boolean good = random.nextDouble() < (place == 0 ? first : second);
            Slot slot = TWO.get(place);
            bandit.reward(slot.arm(), String.valueOf(slot.version()), good ? 1 : 0);
            if (place == 1 && i >= requests - 1_000) {
                lately++;
            }
        }
        return lately / 1_000.0;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theBetterArmGetsNearlyAllTraffic(long seed) {
        // When
        double thompson =
                serve(
                        bandit(Algorithm.THOMPSON, null),
                        10_000,
                        0.5,
                        0.7,
                        new SplittableRandom(seed));
        double greedy =
                serve(
                        bandit(Algorithm.EPSILON_GREEDY, null),
                        10_000,
                        0.5,
                        0.7,
                        new SplittableRandom(seed));

        // Then
        assertThat(thompson).isGreaterThan(0.9);
        assertThat(greedy).isBetween(0.85, 0.99);
    }

    /// Without forgetting, one run may settle on either arm for long; which, is chance.
    @Test
    void ofEqualArmsNeitherIsPreferred() {
        // Given
        int seeds = 40;
        double share = 0;

        // When
        for (long seed = 1; seed <= seeds; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            share += serve(bandit(Algorithm.THOMPSON, null), 3_000, 0.6, 0.6, random) / seeds;
        }

        // Then: four standard errors of a share that may be anything from 0 to 1
        assertThat(share).isBetween(0.3, 0.7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ofEqualArmsNobodyIsStarvedWithAHalfLife(long seed) {
        // Given
        Bandit bandit = bandit(Algorithm.THOMPSON, 200.0);

        // When
        serve(bandit, 10_000, 0.6, 0.6, new SplittableRandom(seed));

        // Then
        assertThat(bandit.posteriors())
                .allSatisfy(each -> assertThat(each.rewards()).isGreaterThan(1_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"THOMPSON", "EPSILON_GREEDY"})
    void withAHalfLifeARewardThatDriftsIsFollowed(Algorithm algorithm) {
        // Given
        Bandit forgets = bandit(algorithm, 500.0);
        SplittableRandom random = new SplittableRandom(3);
        double before = serve(forgets, 10_000, 0.7, 0.3, random);

        // When
        double after = serve(forgets, 5_000, 0.3, 0.7, random);

        // Then
        assertThat(before).isLessThan(0.15);
        assertThat(after).isGreaterThan(0.85);
    }

    @Test
    void aRewardCountsByItsFractionAndFadesByHalfAfterTheHalfLife() {
        // Given
        Bandit bandit = bandit(Algorithm.THOMPSON, 10.0);

        // When
        bandit.reward("bold", "2", 0.25);
        for (int i = 0; i < 10; i++) {
            bandit.reward("champion", "1", 1);
        }

        // Then
        Posterior bold = bandit.posteriors().get(1);
        assertThat(bold.alpha()).isCloseTo(1.125, within(1e-9));
        assertThat(bold.beta()).isCloseTo(1.375, within(1e-9));
        assertThat(bold.rewards()).isEqualTo(1);
        assertThat(bandit.reward("bold", "9", 1)).isFalse();
    }

    @Test
    void aStickyKeyStaysWhileNothingIsLearnedAndKeysSpread() {
        // Given
        BanditPolicy sticky = new BanditPolicy(Algorithm.THOMPSON, null, null, null, true);
        Bandit bandit = new Bandit("flights", sticky, TWO, List.of());
        int bold = 0;

        for (int i = 0; i < 1_000; i++) {
            // When
            int place = bandit.choose("key-" + i);

            // Then
            assertThat(bandit.choose("key-" + i)).isEqualTo(place);
            bold += place;
        }
        assertThat(bold).isBetween(400, 600);
    }

    @Test
    void weightsHoldUntilTheFirstRewardAndAnArmThatIsAwayIsNotChosen() {
        // Given
        List<Slot> slots =
                List.of(
                        new Slot("champion", "1", null),
                        new Slot("bold", "2", 20.0),
                        new Slot("away", null, 30.0));
        Bandit bandit = new Bandit("flights", policy(Algorithm.THOMPSON, null), slots, List.of());
        List<Double> before = bandit.shares();

        // When
        bandit.reward("bold", "2", 1);

        // Then
        assertThat(before.get(1)).isCloseTo(0.2, within(0.03));
        assertThat(before.get(2)).isZero();
        assertThat(bandit.shares().get(1)).isCloseTo(2.0 / 3, within(0.03));
        assertThat(bandit.shares().get(2)).isZero();
    }

    @Test
    void whatWasLearnedGoesOnForTheSameVersionAndWaitsForOneThatIsAway() {
        // Given
        List<Learned> learned =
                List.of(
                        new Learned("champion", "0", new Posterior(50, 1, 51)),
                        new Learned("bold", "2", new Posterior(3, 4, 7)),
                        new Learned("away", "5", new Posterior(8, 2, 10)));
        List<Slot> slots =
                List.of(
                        new Slot("champion", "1", null),
                        new Slot("bold", "2", null),
                        new Slot("away", null, null));

        // When
        Bandit bandit = new Bandit("flights", policy(Algorithm.THOMPSON, null), slots, learned);

        // Then
        assertThat(bandit.posteriors().get(0)).isEqualTo(Posterior.PRIOR);
        assertThat(bandit.posteriors().get(1)).isEqualTo(new Posterior(3, 4, 7));
        assertThat(bandit.learned()).containsExactlyInAnyOrder(learned.get(1), learned.get(2));
    }

    @Test
    void theIntervalHoldsTheMiddleOfTheBelief() {
        // When
        Posterior.Interval interval = new Posterior(0, 0, 0).interval();

        // Then
        assertThat(interval.low()).isCloseTo(0.025, within(0.01));
        assertThat(interval.high()).isCloseTo(0.975, within(0.01));
    }
}
