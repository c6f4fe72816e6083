package io.minimlops.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "57P01", "57P03", "53300"})
    void aLostConnectionDeepInTheCausesIsAnOutage(String state) {
        // Given
        Throwable failure =
                new IllegalStateException(new RuntimeException(new SQLException("gone", state)));

        // Then
        assertThat(Outage.behind(failure))
                .hasValueSatisfying(away -> assertThat(away.dependency()).isEqualTo("postgresql"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "42601", "22001"})
    void aMistakeOfOursIsNot(String state) {
        assertThat(Outage.behind(new RuntimeException(new SQLException("bad", state)))).isEmpty();
    }

    @Test
    void aFailureThatIsItsOwnCauseTwiceRemovedEnds() {
        // Given
        RuntimeException inner = new RuntimeException("inner");
        RuntimeException outer = new RuntimeException("outer", inner);
        inner.initCause(outer);

        // Then
        assertThat(Outage.behind(outer)).isEmpty();
    }
}
