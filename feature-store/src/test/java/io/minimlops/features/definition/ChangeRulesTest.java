package io.minimlops.features.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.minimlops.features.definition.Definition.OnlineTtl;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeRulesTest {

    private static final String YAML =
            """
            project: flights
            entities:
              - {name: origin, joinKey: origin, valueType: STRING}
            sources:
              - name: stats
                timestampField: event_timestamp
                createdTimestampField: created
                columns: {origin: STRING, share: FLOAT, flights: INT32}
            featureViews:
              - name: delays
                entities: [origin]
                source: stats
                ttl: P2D
                onlineTtl: null
                features: [{name: share, valueType: FLOAT}, {name: flights, valueType: INT32}]
            featureServices:
              - {name: delay, features: ["delays:flights", delays]}
            """;

    private static ChangeRules.Outcome apply(Definitions present, String yaml) {
        return ChangeRules.apply(present, DefinitionDocument.parse(yaml.getBytes(UTF_8)));
    }

    private static Definitions present() {
        return apply(Definitions.NONE, YAML).next();
    }

    private static Problem refused(Definitions present, String yaml) {
        try {
            apply(present, yaml);
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("was applied");
    }

    @Test
    void aDocumentIsReadAsItIsWritten() {
        // When
        Definitions read = present();

        // Then
        var view = read.featureViews().get("delays");
        assertThat(view.ttl()).isEqualTo(Duration.ofDays(2));
        assertThat(view.onlineTtl()).isEqualTo(OnlineTtl.NULL);
        assertThat(read.sources().get("stats").allColumns().keySet())
                .containsExactly("origin", "share", "flights", "event_timestamp", "created");
        assertThat(read.projections(read.featureServices().get("delay")).getFirst().features())
                .extracting(Definition.Feature::name)
                .containsExactly("flights", "share");
    }

    @Test
    void applyingTheSameAgainChangesNothing() {
        // When
        ChangeRules.Outcome outcome = apply(present(), YAML);

        // Then
        assertThat(outcome.changed()).isEmpty();
        assertThat(outcome.changes())
                .extracting(Definition.Change::change)
                .containsOnly("unchanged")
                .hasSize(4);
    }

    @Test
    void columnsMayBeAddedAndWidened() {
        // When
        ChangeRules.Outcome outcome =
                apply(
                        present(),
                        YAML.replace("flights: INT32}", "flights: INT64, mean: DOUBLE}")
                                .replace("flights, valueType: INT32", "flights, valueType: INT64"));

        // Then
        assertThat(outcome.changed()).extracting(Definition::name).contains("stats", "delays");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flights: INT32} | flights: STRING} | column 'flights' cannot change from INT32 to STRING",
                "share: FLOAT, | | column 'share' is gone",
                "timestampField: event_timestamp | timestampField: at | timestampField cannot change",
                "createdTimestampField: created | createdTimestampField: made | cannot change",
                "joinKey: origin | joinKey: flights | its join key and type cannot change",
                "project: flights | project: others | belongs to project 'flights'"
            })
    void aChangeThatStoredRowsCannotFollowIsRefused(String from, String to, String message) {
        // When
        Problem problem = refused(present(), YAML.replace(from, to == null ? "" : to));

        // Then
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.detail()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source: stats | source: nothing | there is no source 'nothing'",
                "entities: [origin] | entities: [nobody] | there is no entity 'nobody'",
                "{name: share, valueType: FLOAT} | {name: share, valueType: DOUBLE} | is DOUBLE, but column 'share'",
                "{name: share, valueType: FLOAT} | {name: nope, valueType: FLOAT} | has no column 'nope'",
                "delays:flights | delays:nope | view 'delays' has no feature 'nope'",
                "ttl: P2D | ttl: 2 days | is not an ISO 8601 duration",
                "ttl: P2D | ttl: -P2D | must be positive",
                "onlineTtl: null | onlineTtl: maybe | is none of ignore, flag, null",
                "name: stats | name: 1stats | is not a name",
                "share: FLOAT, | share: FLOAT, SHARE: FLOAT, | differs in case only",
                "share: FLOAT, | share: VARCHAR, | is not a type",
                "project: flights | project: flights\\nfoo: bar | unknown field",
                "valueType: STRING | valueType: DOUBLE | cannot be a key"
            })
    void whatDoesNotFitTogetherIsNamed(String from, String to, String message) {
        // When
        Problem problem = refused(Definitions.NONE, YAML.replace(from, to.replace("\\n", "\n")));

        // Then
        assertThat(problem).isInstanceOf(Problem.Invalid.class);
        assertThat(((Problem.Invalid) problem).violations())
                .anySatisfy(it -> assertThat(it.message()).contains(message));
    }

    @Test
    void whatIsNotYamlIsMalformed() {
        for (String text : List.of("", "- a", "a: [", "just text", "a: 1\na: 2")) {
            assertThatExceptionOfType(ProblemException.class)
                    .as(text)
                    .isThrownBy(() -> apply(Definitions.NONE, text))
                    .satisfies(it -> assertThat(it.problem().status()).isIn(400, 422));
        }
    }
}
