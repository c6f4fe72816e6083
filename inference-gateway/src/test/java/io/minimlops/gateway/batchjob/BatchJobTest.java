package io.minimlops.gateway.batchjob;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.minimlops.gateway.testing.Bucket;
import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class BatchJobTest {

    private static Registered model;
    private static Registered aware;

    private final String place = UUID.randomUUID().toString();
    private Bucket bucket;

    @BeforeEach
    void serve() throws Exception {
        bucket = Bucket.named("batch-test");
        if (model == null) {
            model =
                    new Registered()
                            .version("1", OnnxModel.logistic(0.25f, 0.01f, -0.02f, 0.03f))
                            .champion("1");
            aware = new Registered().featureVersion("1", -2).champion("1");
        }
        awaitChampion(model.name(), "1");
        awaitChampion(aware.name(), "1");
    }

    private String body(String name, String input, String more) {
        return """
        {"deployment":"%s","input":{"bucket":"batch-test",%s},
         "output":{"bucket":"batch-test","prefix":"%s/out"}%s}"""
                .formatted(name, input, place, more);
    }

    private String numbered(String input, String more) {
        return body(model.name(), input, ",\"columns\":{\"input\":[\"a\",\"b\",\"c\"]}" + more);
    }

    private String parquet() {
        return "\"prefix\":\"%s/in/\",\"format\":\"parquet\"".formatted(place);
    }

    private static Response submit(String body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/v1/batch-jobs");
    }

    private static Response awaitEnd(String id) {
        return Awaitility.await("the end of job " + id)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> given().get("/api/v1/batch-jobs/{id}", id),
                        job -> !List.of("PENDING", "RUNNING").contains(job.path("state")));
    }

    private List<Map<String, Object>> output(String below) throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String key : bucket.keys(place + "/out/" + below)) {
            rows.addAll(Tables.rows(bucket.read(key)));
        }
        return rows;
    }

    @Test
    void everyRowOfEveryFileIsPredictedByOneVersion() throws Exception {
        // Given
        bucket.put(place + "/in/0.parquet", Tables.numbered(0, 700));
        bucket.put(place + "/in/1.parquet", Tables.numbered(700, 1500));

        // When
        Response made = submit(numbered(parquet(), ",\"idColumn\":\"id\",\"rowsPerPart\":400"));
        String id = made.path("id");
        Response job = awaitEnd(id);

        // Then
        made.then().statusCode(201).header("Location", containsString(id));
        job.then()
                .body("state", equalTo("SUCCEEDED"))
                .body("version", equalTo("1"))
                .body("progress.rows", equalTo(1500))
                .body("progress.rowsPredicted", equalTo(1500))
                .body("progress.rowsFailed", equalTo(0))
                .body("progress.parts", equalTo(4))
                .body("progress.share", equalTo(1.0f));
        List<Map<String, Object>> rows = output("part-");
        assertThat(rows.stream().map(row -> row.get("row_number")))
                .containsExactlyElementsOf(LongStream.range(0, 1500).boxed().toList());
        assertThat(rows.get(1234)).containsEntry("id", "r1234").containsEntry("model_version", "1");
        assertThat(new String(bucket.read(place + "/out/_SUCCESS"), UTF_8))
                .contains("\"rows\":1500", "part-000003.parquet");
        given().get("/api/v1/batch-jobs").then().body("id", hasItem(id));
    }

    @Test
    void aJobPredictsWhatAnOnlineRequestPredicts() throws Exception {
        // Given
        bucket.put(place + "/in/0.parquet", Tables.numbered(0, 100));
        bucket.put(place + "/in.csv", Tables.csv(0, 100).getBytes(UTF_8));
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            data.append(i == 0 ? "" : ",").append("%d,%s,%d".formatted(i, i / 2f, -i));
        }
        List<Float> online =
                infer(model.name(), tensor("[100,3]", "[" + data + "]")).path("outputs[0].data");

        // When
        awaitEnd(submit(numbered(parquet(), "")).path("id"));
        List<Map<String, Object>> fromParquet = output("part-");
        String csv = "\"key\":\"%s/in.csv\",\"format\":\"csv\"".formatted(place);
        awaitEnd(submit(numbered(csv, "").replace("/out", "/out/csv")).path("id"));
        List<Map<String, Object>> fromCsv = output("csv/part-");

        // Then
        assertThat(fromParquet).extracting(row -> row.get("probability")).isEqualTo(online);
        assertThat(fromCsv).extracting(row -> row.get("probability")).isEqualTo(online);
    }

    @Test
    void featuresAreLookedUpAsForRequests() throws Exception {
        // Given
        bucket.put(
                place + "/in.csv",
                "origin,hour,when\n0.5@ATL,1,2001-01-01T00:00:00Z\n0.25@ORD,2,2001-01-02T00:00:00Z\n,3,2001-01-02T00:00:00Z\n0.25@ORD,3,yesterday\n"
                        .getBytes(UTF_8));
        String input = "\"key\":\"%s/in.csv\",\"format\":\"csv\"".formatted(place);

        // When
        Response job =
                awaitEnd(
                        submit(
                                        body(
                                                aware.name(),
                                                input,
                                                ",\"keep\":[\"*\"],\"eventTime\":\"when\",\"maxFailedShare\":0.5"))
                                .path("id"));

        // Then
        job.then()
                .body("state", equalTo("SUCCEEDED"))
                .body("progress.rowsPredicted", equalTo(2))
                .body("progress.rowsFailed", equalTo(2));
        assertThat(output("part-"))
                .extracting(row -> row.get("probability"))
                .containsExactly(sigmoid(4 * 0.5 + 1 - 2), sigmoid(4 * 0.25 + 2 - 2));
        assertThat(output("_errors/"))
                .extracting(row -> String.valueOf(row.get("reason")))
                .anyMatch(reason -> reason.contains("'origin' has no value"))
                .anyMatch(reason -> reason.contains("no RFC 3339 time: yesterday"));
    }

    @Test
    void aRowWithoutItsFeaturesFailsAloneWhereTheyMustNotBeMissing() throws Exception {
        // Given
        String strict = aware.name() + "-strict";
        Gateway.deploy(strict, aware.name(), "{\"missing\":{\"policy\":\"refuse\"}}")
                .then()
                .statusCode(200);
        bucket.put(
                place + "/in.csv",
                "origin,hour\n0.5@ATL,1\nunknown-X,2\n0.25@ORD,2\n".getBytes(UTF_8));
        String input = "\"key\":\"%s/in.csv\",\"format\":\"csv\"".formatted(place);

        // When
        awaitEnd(submit(body(strict, input, ",\"maxFailedShare\":0.5")).path("id"));

        // Then
        assertThat(output("part-"))
                .extracting(row -> row.get("row_number"))
                .containsExactly(0L, 2L);
        assertThat(output("_errors/"))
                .extracting(row -> String.valueOf(row.get("reason")))
                .singleElement()
                .asString()
                .contains("0:delays__late_share");
    }

    private static float sigmoid(double score) {
        return (float) (1 / (1 + Math.exp(-score)));
    }

    @Test
    void theSameRequestIdIsTheSameJob() throws Exception {
        // Given
        bucket.put(place + "/in/0.parquet", Tables.numbered(0, 10));
        String body = numbered(parquet(), ",\"requestId\":\"%s\"".formatted(place));

        // When
        Response first = submit(body);
        Response second = submit(body);
        Response other = submit(body.replace("/out", "/elsewhere"));

        // Then
        first.then().statusCode(201);
        second.then().statusCode(200).body("id", equalTo(first.path("id")));
        other.then().statusCode(409).body("code", equalTo("request-id-taken"));
    }

    @Test
    void aJobCanBeCanceledAndOnlyThenForgotten() throws Exception {
        // Given
        bucket.put(place + "/in/0.parquet", Tables.numbered(0, 5000));
        String id = submit(numbered(parquet(), ",\"maxRowsPerSecond\":10")).path("id");

        // When
        Response early = given().delete("/api/v1/batch-jobs/{id}", id);
        Response canceled = given().post("/api/v1/batch-jobs/{id}/cancel", id);
        Response deleted = given().delete("/api/v1/batch-jobs/{id}", id);

        // Then
        early.then().statusCode(409).body("code", equalTo("job-open"));
        canceled.then().statusCode(200).body("state", equalTo("CANCELED"));
        deleted.then().statusCode(204);
        given().get("/api/v1/batch-jobs/{id}", id).then().statusCode(404);
        assertThat(bucket.keys(place + "/out/_SUCCESS")).isEmpty();
    }

    @Test
    void twoJobsDoNotWriteToOnePlace() throws Exception {
        // Given
        bucket.put(place + "/in/0.parquet", Tables.numbered(0, 10));
        awaitEnd(submit(numbered(parquet(), "")).path("id"));

        // When
        Response second = submit(numbered(parquet(), ""));

        // Then
        second.then().statusCode(409).body("code", equalTo("output-not-empty"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'PLACE/in/'|'PLACE/none/'|404|does not exist",
                "batch-test|no-such-bucket|404|bucket 'no-such-bucket' does not exist",
                "'\"parquet\"'|'\"xml\"'|422|must be 'parquet' or 'csv'",
                "'[\"a\",\"b\",\"c\"]'|'[\"a\",\"b\"]'|422|must name the 3 columns",
                "'[\"a\",\"b\",\"c\"]'|'[\"a\",\"b\",\"id\"]'|422|wants FP32, the column 'id' is BYTES",
                "'[\"a\",\"b\",\"c\"]'|'[\"a\",\"b\",\"x\"]'|422|wants the column 'x'",
                "'{\"deployment\"'|'{\"keep\":[\"z\"],\"deployment\"'|422|names the column 'z'",
                "'{\"deployment\"'|'{\"version\":\"99\",\"deployment\"'|404|version 99",
                "'{\"deployment\"'|'{\"rowsPerPart\":0,\"deployment\"'|422|must be from 1",
                "'{\"deployment\"'|'{\"eventTime\":\"a\",\"deployment\"'|422|must name a column of timestamps",
                "'MODEL'|'nobody'|404|deployment 'nobody' does not exist",
                "'\"prefix\":\"PLACE/in/\",'|''|422|either a key or a prefix"
            })
    void whatCannotWorkIsRefusedAtOnce(String part, String other, int status, String told)
            throws Exception {
        // Given
        bucket.put(place + "/in/0.parquet", Tables.numbered(0, 10));
        String body =
                numbered(parquet(), "").replace(named(part), other == null ? "" : named(other));

        // When
        Response refused = submit(body);

        // Then
        refused.then().statusCode(status).body("detail", containsString(told));
    }

    private String named(String text) {
        return text.replace("PLACE", place).replace("MODEL", model.name());
    }

    @Test
    void aFileThatIsNoParquetIsRefused() throws Exception {
        // Given
        bucket.put(place + "/in/0.parquet", "id,a,b,c\n".repeat(10).getBytes(UTF_8));

        // When
        Response refused = submit(numbered(parquet(), ""));

        // Then
        refused.then().statusCode(422).body("detail", containsString("not a Parquet file"));
    }

    @ParameterizedTest
    @CsvSource({"''", "nonsense", "{}", "[]", "'{\"input\":1}'"})
    void aBodyThatIsNoJobIsRefused(String body) {
        assertThat(submit(body).statusCode()).isBetween(400, 422);
    }

    @Test
    void aJobThatIsNotThereIsNotFound() {
        given().get("/api/v1/batch-jobs/{id}", "../x").then().statusCode(404);
        given().get("/api/v1/batch-jobs/{id}", "20260101T000000000-00000000")
                .then()
                .statusCode(404);
    }
}
