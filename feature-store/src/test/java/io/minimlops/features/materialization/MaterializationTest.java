package io.minimlops.features.materialization;

import static io.minimlops.features.Project.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.features.Platform;
import io.minimlops.features.Project;
import java.util.List;
import org.junit.jupiter.api.Test;

@Platform
class MaterializationTest {

    private static Project withStats() {
        Project project = Project.applied();
        project.uploadCsv(
                        project.stats(),
                        """
                        origin,share,flights,event_timestamp,created
                        ORD,0.1,1,2001-01-02T10:00:00Z,2001-01-02T10:00:00Z
                        ORD,0.2,2,2001-01-02T11:00:00Z,2001-01-02T11:00:00Z
                        ORD,0.3,3,2001-01-02T11:00:00Z,2001-01-02T11:30:00Z
                        ORD,0.4,4,2001-01-02T12:00:00.000001Z,
                        SFO,,5,2001-01-01T12:00:00Z,
                        ,0.9,9,2001-01-02T11:00:00Z,
                        """)
                .statusCode(200);
        return project;
    }

    private static List<Object> shares(Project project) {
        return post(
                        "/get-online-features",
                        """
                        {"entities": {"origin": ["ORD", "SFO"]}, "features": ["%s:flights"]}"""
                                .formatted(project.view()))
                .extract()
                .path("results[1].values");
    }

    private static void materialize(Project project, String start, String end) {
        post(
                        "/materialize",
                        """
                        {"start_ts": "%s", "end_ts": "%s", "feature_views": ["%s"]}"""
                                .formatted(start, end, project.view()))
                .statusCode(200)
                .body(equalTo("null"));
    }

    @Test
    void theNewestRowOfTheWindowBothEndsIncludedGoesOnline() {
        // Given
        Project project = withStats();

        // When
        materialize(project, "2001-01-01T12:00:00Z", "2001-01-02T12:00:00");

        // Then
        assertThat(shares(project)).containsExactly(3, 5);
    }

    @Test
    void incrementallyItGoesOnWhereItEnded() {
        // Given
        Project project = withStats();
        materialize(project, "2001-01-02T00:00:00Z", "2001-01-02T10:30:00Z");
        assertThat(shares(project)).containsExactly(1, null);

        // When
        post(
                        "/materialize-incremental",
                        """
                        {"end_ts": "2001-01-03T00:00:00Z", "feature_views": ["%s"]}"""
                                .formatted(project.view()))
                .statusCode(200);

        // Then
        assertThat(shares(project)).containsExactly(4, null);
    }

    @Test
    void aWindowThatEndsBeforeItStartsIsRefused() {
        Project project = Project.applied();
        post("/materialize", "{\"start_ts\": \"2001-01-02\", \"end_ts\": \"2001-01-01\"}")
                .statusCode(400)
                .body(containsString("start_ts is not before end_ts"));
        post("/materialize", "{\"start_ts\": \"2001-01-02\"}").statusCode(400);
        post("/materialize", "{\"start_ts\": \"now\", \"end_ts\": \"2001-01-01\"}").statusCode(400);
        post(
                        "/materialize",
                        """
                        {"start_ts": "2001-01-01", "end_ts": "2001-01-02",
                         "feature_views": ["nope"]}""")
                .statusCode(404)
                .body(containsString("FeatureViewNotFoundException"));
        assertThat(project.id()).isNotEmpty();
    }
}
