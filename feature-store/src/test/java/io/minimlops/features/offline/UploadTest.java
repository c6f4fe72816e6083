package io.minimlops.features.offline;

import static io.minimlops.features.Project.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.minimlops.features.Platform;
import io.minimlops.features.Project;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Platform
class UploadTest {

    private static final String GOOD =
            """
            flight_id,origin,hour,late,event_timestamp
            1,ORD,11,0,2001-01-02T11:00:00Z
            2,,11,,2001-01-03 11:00:00
            """;

    @Inject DataSource database;
    @TempDir Path folder;

    private static int rows(Project project) {
        return post(
                        "/api/v1/spine-statistics",
                        """
                        {"source": "%s", "start": "1999-01-01T00:00:00Z",
                         "end": "2099-01-01T00:00:00Z", "column": "late"}"""
                                .formatted(project.flights()))
                .statusCode(200)
                .extract()
                .path("rows");
    }

    private static ValidatableResponse upload(Project project, String key, String csv) {
        return given().contentType("text/csv")
                .header("Idempotency-Key", key)
                .body(csv)
                .post("/api/v1/sources/{source}/data", project.flights())
                .then();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "origin, | - | column is missing | origin",
                ",hour, | ,minute, | column is not the source's | minute",
                "1,ORD,11, | 1,ORD,eleven, | is not INT64 | row 1, column hour",
                "2001-01-03 11:00:00 | - | has no time | row 2, column event_timestamp",
                "2001-01-03 11:00:00 | tomorrow | is not UNIX_TIMESTAMP | row 2, column event_timestamp",
                "2001-01-03 11:00:00 | infinity | is not between the years 1 and 9999 | row 2, column event_timestamp"
            })
    void aFileThatDoesNotFitIsRefusedWithRowAndColumn(
            String from, String to, String message, String at) {
        // Given
        Project project = Project.applied();

        // When
        var answer = project.uploadCsv(project.flights(), GOOD.replace(from, to == null ? "" : to));

        // Then
        answer.statusCode(422)
                .body("code", equalTo("invalid"))
                .body("violations.at", hasItem(at))
                .body("violations.message", hasItem(message));
        assertThat(rows(project)).isZero();
    }

    @Test
    void aParquetColumnOfAnotherTypeIsRefused() throws Exception {
        // Given
        Project project = Project.applied();
        Path file = folder.resolve("flights.parquet");
        try (DuckJob job = DuckJobs.open(folder)) {
            job.run(
                    """
                    COPY (SELECT 1.5 AS flight_id, 'ORD' AS origin, 1::TINYINT AS hour,
                                 0::BIGINT AS late, TIMESTAMP '2001-01-01' AS event_timestamp)
                    TO '%s' (FORMAT parquet)"""
                            .formatted(file));
        }

        // When, then
        given().contentType("application/vnd.apache.parquet")
                .body(Files.readAllBytes(file))
                .post("/api/v1/sources/{source}/data", project.flights())
                .then()
                .statusCode(422)
                .body("violations.at", equalTo(List.of("flight_id")))
                .body("violations[0].message", containsString("the source says INT64"));
    }

    @Test
    void whatIsNoFileOfItsTypeIsRefused() {
        Project project = Project.applied();
        for (String body : List.of("PAR1 but not really", "\u0000\u0001", "")) {
            given().contentType("application/vnd.apache.parquet")
                    .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .post("/api/v1/sources/{source}/data", project.flights())
                    .then()
                    .statusCode(422);
        }
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/sources/{source}/data", project.flights())
                .then()
                .statusCode(415);
        project.uploadCsv("nothing", GOOD).statusCode(404).body("code", equalTo("not-found"));
        assertThat(rows(project)).isZero();
    }

    @Test
    void aSecondUploadWithItsKeyGetsTheFirstAnswer() {
        // Given
        Project project = Project.applied();
        String key = UUID.randomUUID().toString();
        String first = upload(project, key, GOOD).statusCode(200).extract().asString();

        // When
        String second = upload(project, key, GOOD).statusCode(200).extract().asString();
        upload(project, key, GOOD.replace("ORD", "SFO"))
                .statusCode(409)
                .body("code", equalTo("idempotency-key-reused"));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(rows(project)).isEqualTo(2);
    }

    @Test
    void anUploadThatDiedAfterItsCommitIsNotDoneTwice() throws SQLException {
        // Given
        Project project = Project.applied();
        String key = UUID.randomUUID().toString();
        String first = upload(project, key, GOOD).statusCode(200).extract().asString();
        try (var connection = database.getConnection();
                var update =
                        connection.prepareStatement(
                                "update upload set receipt = null where idempotency_key = ?")) {
            update.setString(1, key);
            update.executeUpdate();
        }

        // When
        String second = upload(project, key, GOOD).statusCode(200).extract().asString();

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(rows(project)).isEqualTo(2);
    }

    @Test
    void aRefusedUploadDoesNotUseUpItsKey() {
        // Given
        Project project = Project.applied();
        String key = UUID.randomUUID().toString();
        upload(project, key, "flight_id\n1\n").statusCode(422);

        // When, then
        upload(project, key, GOOD).statusCode(200);
        assertThat(rows(project)).isEqualTo(2);
    }

    @Test
    void uploadsAtTheSameTimeAllLand() throws Exception {
        // Given
        Project project = Project.applied();
        Callable<Integer> upload =
                () -> project.uploadCsv(project.flights(), GOOD).extract().statusCode();

        // When
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var answer : threads.invokeAll(java.util.Collections.nCopies(8, upload))) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }

        // Then
        assertThat(rows(project)).isEqualTo(16);
    }

    @Test
    void rowsFromBeforeAColumnWasAddedOrWidenedReadRight() {
        // Given
        Project project = Project.named();
        String narrow = project.definitions().replace("hour: INT64", "hour: INT32");
        project.apply(narrow).statusCode(200);
        project.uploadCsv(project.flights(), GOOD).statusCode(200);

        // When
        project.apply(project.definitions().replace("hour: INT64", "hour: INT64, distance: DOUBLE"))
                .statusCode(200);
        project.uploadCsv(
                        project.flights(),
                        """
                        flight_id,origin,hour,late,distance,event_timestamp
                        3,ORD,11111111111,1,700.5,2001-01-04T11:00:00Z
                        """)
                .statusCode(200);

        // Then
        post(
                        "/api/v1/spine-statistics",
                        """
                        {"source": "%s", "start": "2001-01-01T00:00:00Z",
                         "end": "2001-02-01T00:00:00Z", "column": "distance"}"""
                                .formatted(project.flights()))
                .body("rows", equalTo(3))
                .body("labelled", equalTo(1));
        project.apply(narrow)
                .statusCode(409)
                .body("code", equalTo("incompatible-change"))
                .body("detail", containsString("column 'hour' cannot change from INT64 to INT32"));
    }
}
