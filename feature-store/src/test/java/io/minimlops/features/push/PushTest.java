package io.minimlops.features.push;

import static io.minimlops.features.Project.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.events.Topic;
import io.minimlops.features.Platform;
import io.minimlops.features.Project;
import io.minimlops.testing.EventLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Platform
class PushTest {

    private static final String ROW =
            """
            {"origin": ["ORD"], "share": [%s], "flights": [4],
             "event_timestamp": ["%s"], "created": [%s]}""";

    private static Object share(Project project) {
        return post(
                        "/get-online-features",
                        """
                        {"entities": {"origin": ["ORD"]}, "features": ["%s:share"],
                         "event_time": "2001-01-02T12:00:00Z"}"""
                                .formatted(project.view()))
                .statusCode(200)
                .extract()
                .path("results[1].values[0]");
    }

    private static List<FeaturesWritten> logged(Project project) {
        return EventLog.of(Topic.FEATURES)
                .all(FeaturesWritten.class, event -> event.view().equals(project.view()));
    }

    @Test
    void theNewestRowStaysWhateverTheOrderOfArrival() {
        // Given
        Project project = Project.applied();
        project.push(
                        "online",
                        ROW.formatted(0.5, "2001-01-02T10:00:00Z", "\"2001-01-02T10:05:00Z\""))
                .statusCode(200);

        // When
        project.push("online", ROW.formatted(0.1, "2001-01-02T09:00:00Z", "null")).statusCode(200);
        project.push(
                        "online",
                        ROW.formatted(0.2, "2001-01-02T10:00:00Z", "\"2001-01-02T10:01:00Z\""))
                .statusCode(200);
        project.push(
                        "online",
                        ROW.formatted(0.5, "2001-01-02T10:00:00Z", "\"2001-01-02T10:05:00Z\""))
                .statusCode(200);

        // Then
        assertThat(share(project)).isEqualTo(0.5f);
        assertThat(logged(project))
                .as("older rows would outlive the newer one when the topic is compacted")
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.key())
                                    .isEqualTo(project.id() + "/" + project.view() + "/ORD");
                            assertThat(event.features()).containsExactly("share", "flights");
                        });
    }

    @Test
    void aPushToBothCanBeServedAndLearnedFrom() {
        // Given
        Project project = Project.applied();
        project.uploadCsv(
                project.flights(),
                """
                flight_id,origin,hour,late,event_timestamp
                1,ORD,11,0,2001-01-02T11:00:00Z
                """);

        // When
        project.push(
                        "online_and_offline",
                        ROW.formatted(0.5, "2001-01-02T10:00:00Z", "\"2001-01-02T10:05:00Z\""))
                .statusCode(200)
                .body(equalTo(""));

        // Then
        assertThat(share(project)).isEqualTo(0.5f);
        post(
                        "/api/v1/spine-statistics",
                        """
                        {"source": "%s", "start": "2001-01-02T00:00:00Z",
                         "end": "2001-01-03T00:00:00Z", "column": "share"}"""
                                .formatted(project.stats()))
                .body("rows", equalTo(1))
                .body("firstEventTime", equalTo("2001-01-02T10:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"share\": [0.5, 1] | Column share has 2 rows, others have 1",
                "\"share\": [\"0.5\"] | Column share, row 0: '0.5' is not DOUBLE",
                "\"share\": [1e999] | Column share, row 0",
                "\"flights\": [4.5] | Column flights, row 0: 4.5 is not INT64",
                "\"flights\": [99999999999999999999] | is not INT64",
                "\"flights\": [true] | Column flights, row 0: true is not INT64",
                "\"origin\": [null] | Column origin, row 0: has no value",
                "\"origin\": [7] | Column origin, row 0: 7 is not STRING",
                "\"event_timestamp\": [null] | Column event_timestamp, row 0: has no value",
                "\"event_timestamp\": [\"soon\"] | Column event_timestamp, row 0: 'soon' is not UNIX_TIMESTAMP",
                "\"event_timestamp\": [1e300] | Column event_timestamp, row 0",
                "\"event_timestamp\": [\"+999999999-01-01T00:00:00Z\"] | Column event_timestamp, row 0"
            })
    void aRowThatDoesNotFitIsNamedAndNothingIsWritten(String column, String message) {
        // Given
        Project project = Project.applied();
        String good = ROW.formatted(0.5, "2001-01-02T10:00:00Z", "null");
        String name = column.substring(0, column.indexOf(':'));

        // When
        var answer =
                project.push(
                        "online_and_offline",
                        good.replaceAll(
                                name + ": \\[[^\\]]*\\]",
                                java.util.regex.Matcher.quoteReplacement(column)));

        // Then
        answer.statusCode(400).contentType("application/json").body(containsString(message));
        assertThat(share(project)).isNull();
    }

    @Test
    void aMissingColumnIsNamed() {
        Project project = Project.applied();
        project.push("online", "{\"origin\": [\"ORD\"], \"share\": [0.5], \"flights\": [1]}")
                .statusCode(400)
                .body(containsString("Column event_timestamp not found in table"));
        project.push("sideways", ROW.formatted(0.5, "2001-01-02T10:00:00Z", "null"))
                .statusCode(400)
                .body(containsString("'sideways' is not a supported push mode"));
    }

    @Test
    void theStockClientsWriteNeedsNoCreatedTime() {
        // Given
        Project project = Project.applied();

        // When
        post(
                        "/write-to-online-store",
                        """
                        {"feature_view_name": "%s", "allow_registry_cache": false,
                         "df": {"origin": ["ORD"], "share": [0.5], "flights": [4.0],
                                "event_timestamp": ["2001-01-02T10:00:00"]}}"""
                                .formatted(project.view()))
                .statusCode(200)
                .body(equalTo("null"));

        // Then
        assertThat(share(project)).isEqualTo(0.5f);
    }
}
