package io.minimlops.tracker.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.parser.Parser;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryGuardTest {

    private static Optional<String> objection(String document) {
        return QueryGuard.objection(new Parser().parseDocument(document));
    }

    private static String fields(int count, String field) {
        return IntStream.range(0, count)
                .mapToObj(number -> field.formatted(number))
                .collect(Collectors.joining(" "));
    }

    private static String deep(int depth) {
        return "{a".repeat(depth) + "}".repeat(depth);
    }

    @Test
    void tenOfEverythingAreFine() {
        assertThat(objection("{" + fields(10, "f%d") + "}")).isEmpty();
        assertThat(objection("{a {" + fields(10, "a%d: f") + "}}")).isEmpty();
        assertThat(objection(deep(10))).isEmpty();
    }

    @Test
    void elevenRootFieldsAreTooMany() {
        assertThat(objection("{" + fields(11, "f%d") + "}"))
                .hasValue(
                        "GraphQL queries should have at most 10 root fields, got 11 root fields. To"
                                + " increase the limit, set the"
                                + " MLFLOW_SERVER_GRAPHQL_MAX_ROOT_FIELDS environment variable.");
    }

    @Test
    void rootFieldsAreCountedOverAllOperationsAndFragments() {
        assertThat(
                        objection(
                                "query A {"
                                        + fields(6, "f%d")
                                        + "} query B {"
                                        + fields(5, "f%d")
                                        + "}"))
                .hasValueSatisfying(why -> assertThat(why).contains("got 11 root fields"));
        assertThat(objection("{... {" + fields(11, "f%d") + "}}"))
                .hasValueSatisfying(why -> assertThat(why).contains("got 11 root fields"));
    }

    @Test
    void elevenAliasesOnOneLevelAreTooMany() {
        assertThat(objection("{a {" + fields(11, "a%d: f") + "}}"))
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .contains("at most 10 aliases, got 11 aliases")
                                        .contains("MLFLOW_SERVER_GRAPHQL_MAX_ALIASES"));
    }

    @Test
    void elevenLevelsAreTooDeep() {
        assertThat(objection(deep(11))).hasValue("Query exceeds maximum depth of 10");
    }

    @Test
    void aThousandSelectionsAreTheMost() {
        assertThat(objection("{a {" + fields(999, "f%d") + "}}")).isEmpty();
        assertThat(objection("{a {" + fields(1000, "f%d") + "}}"))
                .hasValue("Query exceeds maximum total selections of 1000");
    }
}
