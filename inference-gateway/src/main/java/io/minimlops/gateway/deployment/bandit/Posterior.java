package io.minimlops.gateway.deployment.bandit;

import java.util.Arrays;
import java.util.SplittableRandom;

/// What is believed of an arm's mean reward: a Beta distribution that began uniform, Beta(1, 1).
///
/// @param successes rewards, as far as they are not forgotten
/// @param failures what these were short of 1
/// @param rewards how many there ever were
public record Posterior(double successes, double failures, long rewards) {

    public static final Posterior PRIOR = new Posterior(0, 0, 0);

    private static final int DRAWS = 4_000;

    public double alpha() {
        return 1 + successes;
    }

    public double beta() {
        return 1 + failures;
    }

    public double mean() {
        return alpha() / (alpha() + beta());
    }

    /// @param reward 0 to 1; what is beyond counts as the nearer of the two
    Posterior rewarded(double reward) {
        double counted = Math.clamp(reward, 0, 1);
        return new Posterior(successes + counted, failures + 1 - counted, rewards + 1);
    }

    /// @param retention what remains, 0 to 1
    Posterior faded(double retention) {
        return new Posterior(successes * retention, failures * retention, rewards);
    }

    /// The middle 95 %, by quantiles of 4,000 draws that are the same at every call.
    public Interval interval() {
        SplittableRandom random = new SplittableRandom(DRAWS);
        double[] draws = new double[DRAWS];
        Arrays.setAll(draws, any -> BetaSampler.draw(alpha(), beta(), random));
        Arrays.sort(draws);
        return new Interval(draws[(int) (0.025 * DRAWS)], draws[(int) (0.975 * DRAWS)]);
    }

    /// Where the mean reward is with 95 % of the belief.
    public record Interval(double low, double high) {}
}
