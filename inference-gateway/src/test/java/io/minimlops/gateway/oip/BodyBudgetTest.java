package io.minimlops.gateway.oip;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.oip.BodyBudget.Share;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private final BodyBudget budget = new BodyBudget(100);

    @Test
    void whatIsLeftIsGivenAndNoMore() {
        // Given
        Share first = budget.share();
        Share second = budget.share();

        // When, Then
        assertThat(first.grow(60)).isTrue();
        assertThat(second.grow(41)).isFalse();
        assertThat(second.grow(40)).isTrue();
        assertThat(budget.held()).isEqualTo(100);
    }

    @Test
    void aClosedShareGivesItsBytesBackOnceAndTakesNoMore() {
        // Given
        Share share = budget.share();
        share.grow(60);

        // When
        share.close();
        share.close();

        // Then
        assertThat(budget.held()).isZero();
        assertThat(share.grow(1)).isFalse();
    }

    @Test
    void aClearedShareMayGrowAnew() {
        // Given
        Share share = budget.share();
        share.grow(60);

        // When
        share.clear();

        // Then
        assertThat(budget.held()).isZero();
        assertThat(share.grow(100)).isTrue();
    }
}
