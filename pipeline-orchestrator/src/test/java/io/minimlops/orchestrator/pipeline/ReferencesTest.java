package io.minimlops.orchestrator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.orchestrator.pipeline.References.Reference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

    private static final Instant AS_OF = Instant.parse("2001-02-08T00:00:00Z");

    @Test
    void aTextThatIsOneReferenceTakesTheTypeOfWhatItNames() {
        assertThat(substituted("${{ parameters.n }}")).isEqualTo(7);
        assertThat(substituted("n=${{parameters.n}}, again ${{ parameters.n }}"))
                .isEqualTo("n=7, again 7");
    }

    @Test
    void referencesAreFoundHoweverDeep() {
        assertThat(substituted(Map.of("a", List.of(Map.of("b", "${{ parameters.n }}")))))
                .isEqualTo(Map.of("a", List.of(Map.of("b", 7))));
    }

    @Test
    void whatASubstitutionBringsIsNotReadAgain() {
        assertThat(References.substitute("x ${{ parameters.n }}", _ -> "${{ run.id }} $1"))
                .isEqualTo("x ${{ run.id }} $1");
    }

    @ParameterizedTest
    @CsvSource({
        "asOf, 2001-02-08T00:00:00Z",
        "asOf-P7D, 2001-02-01T00:00:00Z",
        "asOf-P1W, 2001-02-01T00:00:00Z",
        "asOf+PT1H30M, 2001-02-08T01:30:00Z",
        "2001-01-01T00:00:00Z, 2001-01-01T00:00:00Z",
        "2001-01-01T00:00:00Z+P1D, 2001-01-02T00:00:00Z"
    })
    void timesMayBeRelative(String written, Instant expected) {
        assertThat(TimeExpression.resolve(written, AS_OF)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "asOf-7D",
                "asOf-P1M",
                "2001-13-01T00:00:00Z",
                "asOf-P7D-P1D",
                "asOf+P99999999999999999999D"
            })
    void whatIsNoTimeIsRefused(String written) {
        assertThatThrownBy(() -> TimeExpression.resolve(written, AS_OF))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Object substituted(Object value) {
        return References.substitute(
                value, found -> found.equals(new Reference.OfParameter("n")) ? 7 : null);
    }
}
