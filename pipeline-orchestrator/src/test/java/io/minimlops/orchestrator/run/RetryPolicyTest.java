package io.minimlops.orchestrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.orchestrator.pipeline.RetryBudget;
import io.minimlops.orchestrator.run.RetryPolicy.Decision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryBudget BUDGET = new RetryBudget(1, 2, 8, 0);

    @Test
    void eachKindOfFailureHasItsOwnBudget() {
        assertThat(RetryPolicy.decide(FailureKind.USER, 1, BUDGET))
                .isEqualTo(new Decision.Retry(Duration.ofMillis(500)));
        assertThat(RetryPolicy.decide(FailureKind.USER, 2, BUDGET))
                .isEqualTo(new Decision.GiveUp());
        assertThat(RetryPolicy.decide(FailureKind.LOST_WORKER, 2, BUDGET))
                .isEqualTo(new Decision.Retry(Duration.ZERO));
        assertThat(RetryPolicy.decide(FailureKind.PREEMPTION, 1, BUDGET))
                .isEqualTo(new Decision.GiveUp());
    }

    @Test
    void pausesDoubleUpToHalfAMinute() {
        assertThat(RetryPolicy.decide(FailureKind.SYSTEM, 3, BUDGET))
                .isEqualTo(new Decision.Retry(Duration.ofSeconds(2)));
        assertThat(RetryPolicy.decide(FailureKind.SYSTEM, 8, BUDGET))
                .isEqualTo(new Decision.Retry(Duration.ofSeconds(30)));
    }
}
