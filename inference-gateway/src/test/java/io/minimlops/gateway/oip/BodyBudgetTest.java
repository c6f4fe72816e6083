package io.minimlops.gateway.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.minimlops.gateway.oip.BodyBudget.Share;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private final BodyBudget budget = new BodyBudget(100, 0);

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
    void theFirstOfEachRequestIsFree() {
        // Given
        BodyBudget generous = new BodyBudget(10, 50);
        Share large = generous.share();
        large.grow(60);

        // When, Then
        assertThat(generous.held()).isEqualTo(10);
        assertThat(generous.share().grow(50)).isTrue();
        assertThat(generous.share().grow(51)).isFalse();
    }

    @Test
    void whatAShareGivesBackMayBeTakenByOthers() {
        // Given
        BodyBudget generous = new BodyBudget(100, 50);
        Share share = generous.share();
        share.grow(150);

        // When
        share.shrink(60);
        share.shrink(80);

        // Then
        assertThat(generous.held()).isZero();
        assertThat(generous.share().grow(150)).isTrue();
    }

    @Test
    void whatWouldNotFitAloneIsTooLarge() {
        // Given
        budget.share().grow(80);
        Share share = budget.share();
        share.grow(10);

        // When, Then
        assertThatExceptionOfType(BodiesFull.class).isThrownBy(() -> share.take(90));
        assertThatExceptionOfType(BadRequest.class).isThrownBy(() -> share.take(91));
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
