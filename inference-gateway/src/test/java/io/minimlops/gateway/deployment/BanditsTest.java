package io.minimlops.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minimlops.events.DeploymentEvent.BanditLearned;
import io.minimlops.gateway.deployment.bandit.Bandit;
import io.minimlops.gateway.deployment.bandit.Posterior;
import io.minimlops.gateway.deployment.bandit.Slot;
import io.minimlops.gateway.deployment.spec.BanditPolicy;
import io.minimlops.gateway.deployment.spec.BanditPolicy.Algorithm;
import io.minimlops.gateway.quality.JoinedFeedback;
import io.minimlops.gateway.quality.Truth;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BanditsTest {

    private static final BanditPolicy POLICY =
            new BanditPolicy(Algorithm.THOMPSON, null, 0.3, null, null);
    private static final List<Slot> SLOTS =
            List.of(new Slot("champion", "1", null), new Slot("bold", "2", null));

    private static JoinedFeedback feedback(String role, double prediction, Truth truth) {
        String version = role.equals("bold") ? "2" : "1";
        return new JoinedFeedback(
                new io.minimlops.gateway.quality.Arm("flights", "delay", version, role),
                "q",
                prediction,
                truth,
                Instant.EPOCH);
    }

    private static BanditLearned learned() {
        Bandits bandits = new Bandits(new SimpleMeterRegistry());
        bandits.begin("flights", "delay", POLICY, SLOTS);
        bandits.joined(feedback("bold", 0.4, new Truth.Label(1)));
        bandits.joined(feedback("bold", 0.2, new Truth.Label(1)));
        bandits.joined(feedback("champion", Double.NaN, new Truth.Label(1)));
        bandits.joined(feedback("champion", Double.NaN, new Truth.Reward(0.25)));
        List<BanditLearned> written = bandits.takeChanged();
        assertThat(bandits.takeChanged()).isEmpty();
        return written.getFirst();
    }

    @Test
    void anotherProcessGoesOnFromWhatWasWritten() {
        // Given
        Bandits next = new Bandits(new SimpleMeterRegistry());

        // When
        next.restore(learned());

        // Then: the threshold of 0.3 made one label right and one wrong
        Bandit bandit = next.begin("flights", "delay", POLICY, SLOTS);
        assertThat(bandit.posteriors())
                .containsExactly(new Posterior(0.25, 0.75, 1), new Posterior(1, 1, 2));
    }

    @Test
    void anotherModelUnderTheNameBeginsAnew() {
        // Given
        Bandits next = new Bandits(new SimpleMeterRegistry());
        next.restore(learned());

        // When
        Bandit bandit = next.begin("flights", "arrival", POLICY, SLOTS);

        // Then
        assertThat(bandit.posteriors()).containsOnly(Posterior.PRIOR);
    }
}
