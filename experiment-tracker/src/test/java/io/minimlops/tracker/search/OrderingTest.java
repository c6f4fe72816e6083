package io.minimlops.tracker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderingTest {

    @Test
    void aDirectionMayFollowTheName() {
        assertThat(Ordering.parse("metrics.`val loss` desc"))
                .isEqualTo(new Ordering(new Identifier("metrics", "val loss"), false));
        assertThat(Ordering.parse("start_time"))
                .isEqualTo(new Ordering(new Identifier(null, "start_time"), true));
        assertThat(Ordering.parse("\"Run Name\" ASC"))
                .isEqualTo(new Ordering(new Identifier(null, "Run Name"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a ASC DESC", "'a'", "1", "a, b", "a ASC;"})
    void everythingElseIsRefused(String clause) {
        assertThatThrownBy(() -> Ordering.parse(clause)).isInstanceOf(InvalidSearch.class);
    }
}
