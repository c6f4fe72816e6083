package io.minimlops.features.trainingset;

import static io.minimlops.features.Project.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.features.Platform;
import io.minimlops.features.Project;
import org.junit.jupiter.api.Test;

@Platform
class TrainingSetTest {

    @Test
    void aTrainingSetIsPinnedAndCanBeRebuiltBitForBitAfterMoreDataCame() {
        // Given
        Project project = Project.applied();
        project.uploadCsv(
                        project.flights(),
                        """
                        flight_id,origin,hour,late,event_timestamp
                        2,ORD,11,0,2001-01-02T11:00:00Z
                        1,ORD,10,1,2001-01-02T10:00:00Z
                        3,SFO,12,,2001-01-02T12:00:00Z
                        4,ORD,12,1,2001-01-05T12:00:00Z
                        """)
                .statusCode(200)
                .body("rows", equalTo(4));
        project.uploadCsv(
                        project.stats(),
                        """
                        origin,share,flights,event_timestamp,created
                        ORD,0.25,4,2001-01-02T10:00:00Z,2001-01-02T10:00:00Z
                        ORD,0.50,8,2001-01-02T10:30:00Z,2001-01-02T10:40:00Z
                        """)
                .statusCode(200);

        // When
        var built =
                post(
                                "/api/v1/training-sets",
                                project.trainingSet("2001-01-02T00:00:00Z", "2001-01-03T00:00:00Z"))
                        .statusCode(201)
                        .body("rows", equalTo(3))
                        .body(
                                "columns.role",
                                contains(
                                        "timestamp",
                                        "key",
                                        "column",
                                        "column",
                                        "feature",
                                        "feature",
                                        "label"))
                        .extract();
        project.uploadCsv(
                        project.stats(),
                        """
                        origin,share,flights,event_timestamp,created
                        ORD,0.99,9,2001-01-02T10:59:00Z,2001-01-02T10:59:00Z
                        """)
                .statusCode(200);

        // Then
        String id = built.path("id");
        String hash = built.path("contentHash");
        assertThat(hash).hasSize(64).isEqualTo(built.path("files[0].sha256"));
        given().post("/api/v1/training-sets/{id}/rebuild", id)
                .then()
                .statusCode(200)
                .body("identical", equalTo(true))
                .body("contentHash", equalTo(hash));
        given().get("/api/v1/training-sets/{id}", id).then().body("contentHash", equalTo(hash));
    }
}
