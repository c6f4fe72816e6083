package io.minimlops.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"case-7", "00-4bf92f-01", "urn:uuid:1", "a.b/c_d"})
    void anIdOfOrdinaryLettersIsTakenOver(String given) {
        assertThat(CorrelationFilter.isFit(given)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "<script>"})
    void anIdThatCouldForgeALogLineIsNot(String given) {
        assertThat(CorrelationFilter.isFit(given)).isFalse();
    }

    @Test
    void anAbsentOrEndlessIdIsNot() {
        assertThat(CorrelationFilter.isFit(null)).isFalse();
        assertThat(CorrelationFilter.isFit("x".repeat(129))).isFalse();
    }
}
