package io.minimlops.registry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.registry.Refused;
import io.minimlops.registry.search.Comparison.Operator;
import io.minimlops.registry.search.Comparison.Subject;
import io.minimlops.registry.search.Comparison.Subject.OfAttribute;
import io.minimlops.registry.search.Comparison.Subject.OfTag;
import io.minimlops.registry.search.Comparison.Value;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {

    @Test
    void comparisonsAreJoinedByAnd() {
        assertThat(
                        FilterParser.parse(
                                "name ilike '%x%' AND tags.`a.b c`!=\"it's\" and version_number>=-1e3"))
                .containsExactly(
                        new Comparison(
                                new OfAttribute("name"), Operator.ILIKE, new Value.Text("%x%")),
                        new Comparison(
                                new OfTag("a.b c"), Operator.NOT_EQUAL, new Value.Text("it's")),
                        new Comparison(
                                new OfAttribute("version_number"),
                                Operator.GREATER_OR_EQUAL,
                                new Value.Number("-1e3")));
    }

    @Test
    void aListStandsInParentheses() {
        assertThat(FilterParser.parse("run_id IN ('a', \"b\")"))
                .containsExactly(
                        new Comparison(
                                new OfAttribute("run_id"),
                                Operator.IN,
                                new Value.TextList(List.of("a", "b"))));
    }

    @Test
    void noFilterIsEverything() {
        assertThat(FilterParser.parse(null)).isEmpty();
        assertThat(FilterParser.parse("  ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name = 'a' OR name = 'b'",
                "(name = 'a')",
                "NOT name = 'a'",
                "name = 'a';",
                "name = 'a' name = 'b'",
                "name",
                "name =",
                "name = a",
                "name = 'a",
                "= 'a'",
                "name LIKE",
                "run_id IN ()",
                "run_id IN ('a'",
                "run_id IN (1)",
                "params.x = 'a'",
                "tags. = 'a'",
                "name == 'a'",
                "AND",
                "name = 'a' AND"
            })
    void anythingElseIsRefused(String filter) {
        assertThatThrownBy(() -> FilterParser.parse(filter)).isInstanceOf(Refused.class);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("filters") List<Comparison> filter) {
        String written =
                filter.stream().map(FilterParserTest::write).collect(Collectors.joining(" AND "));

        assertThat(FilterParser.parse(written)).isEqualTo(filter);
    }

    @Property(tries = 2000)
    void noTextBreaksTheParser(@ForAll String filter) {
        try {
            FilterParser.parse(filter);
        } catch (Refused expected) {
            assertThat(expected.refusal().problem().status()).isEqualTo(422);
        }
    }

    @Provide
    Arbitrary<List<Comparison>> filters() {
        Arbitrary<String> keys =
                Arbitraries.strings().withChars("abcXYZ019_.- :/").ofMinLength(1).ofMaxLength(12);
        Arbitrary<Subject> subjects =
                Arbitraries.oneOf(
                        Arbitraries.of("name", "run_id", "version_number").map(OfAttribute::new),
                        keys.map(OfTag::new));
        Arbitrary<String> texts = Arbitraries.strings().filter(text -> !text.contains("'"));
        Arbitrary<Comparison> scalars =
                Combinators.combine(
                                subjects,
                                Arbitraries.of(Operator.EQUAL, Operator.LESS, Operator.LIKE),
                                Arbitraries.oneOf(
                                        texts.map(Value.Text::new),
                                        Arbitraries.bigDecimals()
                                                .map(it -> new Value.Number(it.toPlainString()))))
                        .as(Comparison::new);
        Arbitrary<Comparison> lists =
                Combinators.combine(
                                subjects,
                                Arbitraries.of(Operator.IN, Operator.NOT_IN),
                                texts.list().ofMinSize(1).ofMaxSize(3).map(Value.TextList::new))
                        .as(Comparison::new);
        return Arbitraries.oneOf(scalars, lists).list().ofMinSize(1).ofMaxSize(4);
    }

    private static String write(Comparison comparison) {
        String subject =
                switch (comparison.subject()) {
                    case OfAttribute(String name) -> name;
                    case OfTag(String key) -> "tags.`" + key + "`";
                };
        String value =
                switch (comparison.value()) {
                    case Value.Text(String text) -> "'" + text + "'";
                    case Value.Number(String literal) -> literal;
                    case Value.TextList(List<String> texts) ->
                            texts.stream().collect(Collectors.joining("', '", "('", "')"));
                };
        return subject + " " + comparison.operator().symbol + " " + value;
    }
}
