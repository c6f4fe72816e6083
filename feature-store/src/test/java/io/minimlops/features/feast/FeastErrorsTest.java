package io.minimlops.features.feast;

import static io.minimlops.features.Project.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.features.Platform;
import io.minimlops.features.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the stock client reads when it is refused, byte for byte.
@Platform
class FeastErrorsTest {

    private static String online(String body) {
        return post("/get-online-features", body).extract().asString();
    }

    @Test
    void anUnknownViewIsTheClientsOwnException() {
        // When
        var answer =
                post(
                        "/get-online-features",
                        "{\"entities\": {\"a\": [1]}, \"features\": [\"nope:x\"]}");

        // Then
        answer.statusCode(404);
        assertThat(answer.extract().asString())
                .startsWith(
                        "\"{\\\"module\\\": \\\"feast.errors\\\", \\\"class\\\":"
                                + " \\\"FeatureViewNotFoundException\\\", \\\"message\\\": \\\"Feature"
                                + " view nope does not exist in project ")
                .endsWith("\\\"}\"");
    }

    @Test
    void anUnknownPushSourceIsTheClientsOwnException() {
        // When
        var answer = post("/push", "{\"push_source_name\": \"nobody\", \"df\": {\"a\": [1]}}");

        // Then
        answer.statusCode(422);
        assertThat(answer.extract().asString())
                .isEqualTo(
                        "\"{\\\"module\\\": \\\"feast.errors\\\", \\\"class\\\":"
                                + " \\\"PushSourceNotFoundException\\\", \\\"message\\\": \\\"Unable to"
                                + " find push source 'nobody'.\\\"}\"");
    }

    @Test
    void featuresOfOneNameNeedTheirFullNames() {
        // Given
        Project one = Project.applied();
        Project other = Project.applied();
        String body =
                """
                {"entities": {"origin": ["ORD"]}, "full_feature_names": %s,
                 "features": ["%s:share", "%s:share"]}""";

        // When, then
        post("/get-online-features", body.formatted(false, one.view(), other.view()))
                .statusCode(400);
        assertThat(online(body.formatted(false, one.view(), other.view())))
                .contains("FeatureNameCollisionError", "Duplicate features named share found.");
        assertThat(online(body.formatted(true, one.view(), other.view())))
                .contains(
                        "\"feature_names\":[\"origin\",\"%s__share\",\"%s__share\"]"
                                .formatted(one.view(), other.view()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 422",
                "null | 422",
                "[] | 422",
                "{\"entities\": | 422",
                "{\"entities\": [1]} | 422",
                "{\"entities\": {\"origin\": \"ORD\"}} | 422",
                "{\"entities\": {\"origin\": [\"ORD\"]}, \"features\": [1]} | 422",
                "{\"entities\": {\"origin\": [\"ORD\"]}, \"features\": [NaN]} | 422",
                "{\"entities\": {}, \"features\": [\"VIEW:share\"]} | 400",
                "{\"entities\": {\"origin\": [\"ORD\"]}} | 400",
                "{\"entities\": {\"origin\": null}, \"features\": [\"VIEW:share\"]} | 400",
                "{\"entities\": {\"origin\": [\"ORD\"]}, \"features\": [\"VIEW\"]} | 400",
                "{\"entities\": {\"origin\": [\"ORD\"]}, \"features\": [null]} | 400",
                "{\"entities\": {\"origin\": [\"ORD\"]}, \"features\": [\"VIEW:nope\"]} | 400",
                "{\"entities\": {\"origin\": [\"ORD\"]}, \"features\": [\"VIEW@v2:share\"]} | 404",
                "{\"entities\": {\"origin\": [\"ORD\"]}, \"feature_service\": \"nope\"} | 404",
                "{\"entities\": {\"origin\": [1]}, \"features\": [\"VIEW:share\"]} | 400",
                "{\"entities\": {\"origin\": [{}]}, \"features\": [\"VIEW:share\"]} | 400",
                "{\"entities\": {\"origin\": [\"A\"], \"x\": [1, 2]}, \"features\": [\"VIEW:share\"]} | 400",
                "{\"entities\": {\"dest\": [\"A\"]}, \"features\": [\"VIEW:share\"]} | 400",
                "{\"entities\": {\"origin\": [\"A\"]}, \"features\": [\"VIEW:share\"], \"event_time\": \"x\"} | 400",
                "{\"entities\": {\"origin\": [\"A\"]}, \"features\": [\"VIEW:share\"], \"event_times\": [\"x\"]} | 400",
                "{\"entities\": {\"origin\": [\"A\"]}, \"features\": [\"VIEW:share\"], \"event_times\": []} | 400",
                "{\"entities\": {\"origin\": [\"A\"]}, \"features\": [\"VIEW:share\"], \"event_time\": \"+999999999-01-01T00:00:00Z\"} | 400"
            })
    void aMistakeOfTheCallerIsA4xxWithAJsonBody(String body, int status) {
        // Given
        Project project = Project.applied();

        // When
        var answer = post("/get-online-features", body.replace("VIEW", project.view()));

        // Then
        answer.statusCode(status).contentType("application/json");
        answer.extract().jsonPath().get();
    }

    @Test
    void noEntitiesGiveNoRows() {
        // Given
        Project project = Project.applied();

        // When
        String answer =
                online(
                        "{\"entities\": {\"origin\": []}, \"features\": [\"%s:share\"]}"
                                .formatted(project.view()));

        // Then
        assertThat(answer)
                .isEqualTo(
                        "{\"results\":[{\"values\":[],\"statuses\":[],\"event_timestamps\":[]},"
                                + "{\"values\":[],\"statuses\":[],\"event_timestamps\":[]}],"
                                + "\"metadata\":{\"feature_names\":[\"origin\",\"share\"]}}");
    }

    @Test
    void anEntitysNameStandsForItsJoinKeyAndUnknownColumnsAreIgnored() {
        // Given
        Project project = Project.applied();

        // When
        String answer =
                online(
                        """
                        {"entities": {"%s_origin": ["ORD"], "other": [1]},
                         "feature_service": "%s"}"""
                                .formatted(project.id(), project.service()));

        // Then
        assertThat(answer).contains("\"feature_names\":[\"origin\",\"share\",\"flights\"]");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWithoutBeingReadWhole() {
        // When, then
        given().contentType("application/json")
                .body("[" + "1,".repeat(5 << 20) + "1]")
                .post("/get-online-features")
                .then()
                .statusCode(413)
                .contentType("application/json");
    }

    @Test
    void whatIsNotOfferedIsNotFoundAsJson() {
        given().contentType("application/json")
                .body("{}")
                .post("/search")
                .then()
                .statusCode(404)
                .body("status", equalTo(404));
    }
}
