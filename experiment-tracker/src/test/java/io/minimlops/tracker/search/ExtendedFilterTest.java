package io.minimlops.tracker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtendedFilterTest {

    private static Condition parse(String text) {
        return FilterLanguage.EXTENDED.parse(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "a = 1 | a = 1",
                "a = 1 or b = 2 AND c = 3 | a = 1 OR (b = 2 AND c = 3)",
                "(a = 1 OR b = 2) AND c = 3 | (a = 1 OR b = 2) AND c = 3",
                "not a = 1 AND b = 2 | (NOT (a = 1)) AND b = 2",
                "NOT NOT a IS NULL | NOT (NOT (a IS NULL))",
                "NOT (a IN ('OR') OR b = ')') | NOT (a IN ('OR') OR b = ')')",
                "a NOT IN ('x') OR NOT b NOT IN ('x') | a NOT IN ('x') OR (NOT (b NOT IN ('x')))",
                "((((a = 1)))) | a = 1"
            })
    void andBindsTighterThanOrAndNotTightest(String written, String understood) {
        assertThat(parse(written)).hasToString(understood);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OR",
                "NOT",
                "()",
                "(a = 1",
                "a = 1)",
                "a = 1 OR",
                "OR a = 1",
                "a = 1 NOT b = 2",
                "a = 1 (b = 2)",
                "NOT (",
                "a = (1)",
                "(a) = 1",
                "a = 1 AND AND b = 2",
                "a = 1; b = 2"
            })
    void everythingElseIsRefusedWithWords(String filter) {
        assertThatThrownBy(() -> parse(filter))
                .isInstanceOf(InvalidSearch.class)
                .hasMessageStartingWith("Invalid clause(s) in filter string");
    }

    @Test
    void depthAndNumberAreBounded() {
        assertThat(parse("(".repeat(50) + "a = 1" + ")".repeat(50))).hasToString("a = 1");
        assertThatThrownBy(() -> parse("(".repeat(51) + "a = 1" + ")".repeat(51)))
                .hasMessageContaining("more than 50");
        assertThatThrownBy(() -> parse("NOT ".repeat(20_000) + "a = 1"))
                .hasMessageContaining("more than 50");
        assertThat(parse("a = 1" + " OR a = 1".repeat(199)).comparisons()).hasSize(200);
        assertThatThrownBy(() -> parse("a = 1" + " OR a = 1".repeat(200)))
                .hasMessageContaining("200 comparisons");
    }

    @Test
    void aConditionWrittenOutIsReadBackTheSame() {
        Filters filters = new Filters(new Random(11));
        for (int i = 0; i < 3_000; i++) {
            Condition condition = filters.extended(4);

            assertThat(parse(condition.toString())).hasToString(condition.toString());
        }
    }

    @Test
    void everyStockFilterMeansTheSameInTheExtendedLanguage() {
        Filters filters = new Filters(new Random(12));
        for (int i = 0; i < 1_000; i++) {
            String written =
                    filters.stock()
                            .comparisons()
                            .map(Comparison::toString)
                            .collect(Collectors.joining(" AND "));

            assertThat(parse(written).comparisons())
                    .containsExactlyElementsOf(Filter.parse(written));
        }
    }

    @Test
    void noiseEndsInAConditionOrARefusal() {
        Random random = new Random(13);
        Filters filters = new Filters(random);
        for (int i = 0; i < 20_000; i++) {
            String noise = filters.damaged(filters.extended(3).toString());
            try {
                assertThat(parse(noise)).isNotNull();
            } catch (InvalidSearch refused) {
                assertThat(refused).message().isNotBlank();
            }
        }
    }
}
