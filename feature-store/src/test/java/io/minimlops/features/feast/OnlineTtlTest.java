package io.minimlops.features.feast;

import static io.minimlops.features.Project.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.features.Platform;
import io.minimlops.features.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Platform
class OnlineTtlTest {

    @ParameterizedTest
    @CsvSource({
        "flag, 2001-01-03T10:00:00Z, 0.25, PRESENT",
        "flag, 2001-01-03T10:00:00.000001Z, 0.25, OUTSIDE_MAX_AGE",
        "ignore, 2001-02-01T00:00:00Z, 0.25, PRESENT",
        "null, 2001-01-03T10:00:00Z, 0.25, PRESENT",
        "null, 2001-01-03T10:00:01Z, , OUTSIDE_MAX_AGE"
    })
    void theAgeOfAValueIsJudgedAgainstTheTimeAskedFor(
            String policy, String eventTime, Float value, String status) {
        // Given
        Project project = Project.named();
        project.apply(project.definitions().replace("onlineTtl: flag", "onlineTtl: " + policy))
                .statusCode(200);
        project.push(
                        "online",
                        """
                        {"origin": ["ORD"], "share": [0.25], "flights": [4],
                         "event_timestamp": ["2001-01-02T10:00:00Z"], "created": [null]}""")
                .statusCode(200);

        // When
        var answer =
                post(
                        "/get-online-features",
                        """
                        {"entities": {"origin": ["ORD"]}, "features": ["%s:share"],
                         "event_time": "%s"}"""
                                .formatted(project.view(), eventTime));

        // Then
        answer.statusCode(200).body("results[1].statuses", contains(status));
        answer.body(
                "results[1].values[0]",
                value == null ? nullValue() : org.hamcrest.Matchers.is(value));
    }

    @Test
    void everyRowMayHaveItsOwnTime() {
        // Given
        Project project = Project.named();
        project.apply(project.definitions()).statusCode(200);
        project.push(
                        "online",
                        """
                        {"origin": ["ORD"], "share": [0.25], "flights": [4],
                         "event_timestamp": ["2001-01-02T10:00:00Z"], "created": [null]}""")
                .statusCode(200);

        // When
        var answer =
                post(
                        "/get-online-features",
                        """
                        {"entities": {"origin": ["ORD", "ORD", "ORD"]}, "features": ["%s:share"],
                         "event_time": "2001-01-02T11:00:00Z",
                         "event_times": ["2001-01-03T10:00:00Z", "2001-01-03T10:00:01Z", null]}"""
                                .formatted(project.view()));

        // Then
        answer.statusCode(200)
                .body("results[1].statuses", contains("PRESENT", "OUTSIDE_MAX_AGE", "PRESENT"));
    }
}
