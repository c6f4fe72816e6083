package io.minimlops.tracker.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "metrics.loss < 0.1 | metrics.loss < 0.1",
                "metrics.loss<-1e-3 | metrics.loss < -0.001",
                "params.model='tree' | params.model = 'tree'",
                "params.\"a b\" != \"it's\" | params.`a b` != 'it''s'",
                "tags.`mlflow.x` is null | tags.`mlflow.x` IS NULL",
                "tag.a.b.c IS not NULL | tag.`a.b.c` IS NOT NULL",
                "name ilike '%x_' | name ILIKE '%x_'",
                "run_id not in ('a' , \"b\") | run_id NOT IN ('a', 'b')",
                "\"Run Name\" = 'x' | `Run Name` = 'x'",
                "status = '' | status = ''"
            })
    void whatIsWrittenIsUnderstood(String written, String understood) {
        assertThat(Filter.parse(written)).singleElement().hasToString(understood);
    }

    @Test
    void comparisonsAreJoinedByAndInAnyCase() {
        assertThat(Filter.parse("a = '1' AND b = '2' and c = 3 And d IN ('AND')"))
                .extracting(comparison -> comparison.field().key())
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void nothingIsNoCondition() {
        assertThat(Filter.parse(null)).isEmpty();
        assertThat(Filter.parse("  \n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a =",
                "= 'x'",
                "a = b",
                "a = `b`",
                "a = 'x",
                "a = 'x' OR b = 'y'",
                "(a = 'x')",
                "NOT a = 'x'",
                "a = 'x' AND",
                "a = 'x' b = 'y'",
                "a = 'x';",
                "a IN ()",
                "a IN ('x'",
                "a IN (1)",
                "a IN 'x'",
                "a IS 'x'",
                "a NOT NULL",
                "a == 'x'",
                "a <> 'x'",
                "a. = 'x'",
                "a.b-c = 'x'",
                "a = 1x",
                "a = 1e99999",
                "--",
                "'a' = 'b'",
                "\u0000"
            })
    void everythingElseIsRefusedWithWords(String filter) {
        assertThatThrownBy(() -> Filter.parse(filter))
                .isInstanceOf(InvalidSearch.class)
                .message()
                .isNotBlank();
    }

    @Test
    void aFilterWrittenOutIsReadBackTheSame() {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            List<Comparison> comparisons =
                    IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(_ -> any(random)).toList();

            String written =
                    comparisons.stream()
                            .map(Comparison::toString)
                            .collect(Collectors.joining(" AND "));

            assertThat(Filter.parse(written)).as(written).isEqualTo(comparisons);
        }
    }

    @Test
    void noiseEndsInAFilterOrARefusal() {
        Random random = new Random(7);
        String[] words = {
            "a", ".", "'", "\"", "`", "=", "<", "AND", " ", "IN", "(", ")", ",", "1", "-", "e5",
            "NULL", "IS", "NOT", "LIKE", "\\", "\n", "é", "\u0000", "😀"
        };
        for (int i = 0; i < 50_000; i++) {
            String noise =
                    random.ints(1 + random.nextInt(12), 0, words.length)
                            .mapToObj(word -> words[word])
                            .collect(Collectors.joining());
            try {
                assertThat(Filter.parse(noise)).isNotNull();
            } catch (InvalidSearch refused) {
                assertThat(refused).message().isNotBlank();
            }
        }
    }

    @Test
    void longTextsTakeTimeInProportion() {
        String quotes = "a = '" + "''".repeat(40_000);
        assertThatThrownBy(() -> Filter.parse(quotes)).isInstanceOf(InvalidSearch.class);
        String dots = "a" + ".b".repeat(40_000) + "!";
        assertThatThrownBy(() -> Filter.parse(dots)).isInstanceOf(InvalidSearch.class);
        assertThatThrownBy(() -> Filter.parse("a = '" + "x".repeat(100_000) + "'"))
                .isInstanceOf(InvalidSearch.class);
        String many =
                IntStream.rangeClosed(0, 200)
                        .mapToObj(i -> "a = 1")
                        .collect(Collectors.joining(" AND "));
        assertThatThrownBy(() -> Filter.parse(many)).hasMessageContaining("200 comparisons");
    }

    private static Comparison any(Random random) {
        String[] entities = {null, "metrics", "params", "tags", "attributes", "dataset"};
        String[] keys = {"loss", "a b", "a.b", "é", "x-1", "AND", "1st", "", "a/b:c"};
        return new Comparison(
                new Identifier(
                        entities[random.nextInt(entities.length)],
                        keys[random.nextInt(keys.length)]),
                predicate(random));
    }

    private static Predicate predicate(Random random) {
        Operator[] operators = Operator.values();
        Operator operator = operators[random.nextInt(operators.length)];
        String[] texts = {"", "it's", "a AND b", "%\\_", "\"", "(1,2)", "😀", "''"};
        String text = texts[random.nextInt(texts.length)];
        return switch (random.nextInt(4)) {
            case 0 -> new Predicate.Text(operator, text);
            case 1 ->
                    new Predicate.Number(
                            operator, BigDecimal.valueOf(random.nextInt(20_000) - 10_000, 2));
            case 2 -> new Predicate.Among(random.nextBoolean(), List.of(text, "b"));
            default -> new Predicate.Absent(random.nextBoolean());
        };
    }
}
