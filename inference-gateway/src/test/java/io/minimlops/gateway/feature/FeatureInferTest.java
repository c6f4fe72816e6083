package io.minimlops.gateway.feature;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.flights;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.InferenceEvent.Row;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class FeatureInferTest {

    private static Registered model;

    @BeforeEach
    void serve() throws Exception {
        if (model == null) {
            model = new Registered().featureVersion("1", -2).champion("1");
        }
        awaitChampion(model.name(), "1");
    }

    @AfterEach
    void bringTheFeatureStoreBack() throws Exception {
        Registered.peer("mlops.features.url", true);
    }

    @Test
    void entityKeysBecomeFeaturesAndEveryCellIsLogged() {
        // Given
        String id = UUID.randomUUID().toString();
        String request =
                """
                {"id":"%s","parameters":{"event_time":"2001-02-03T04:05:06Z"},"inputs":[
                 {"name":"origin","shape":[4],"datatype":"BYTES","data":["0.5@ATL","unknown-ORD","null-X","old-Y"]},
                 {"name":"hour","shape":[4,1],"datatype":"FP64","data":[0,2,null,1]},
                 {"name":"prediction_id","shape":[4],"datatype":"BYTES","data":["a%s","b","c","d"]}]}"""
                        .formatted(id, id);

        // When
        var answer = infer(model.name(), request);

        // Then: 4·delay + hour − 2 through a sigmoid
        answer.then()
                .statusCode(200)
                .body("outputs[0].data[0]", equalTo(0.5f))
                .body("outputs[0].data[1]", equalTo(0.5f))
                .body("outputs[0].data[2]", equalTo(0.11920291f))
                .body("outputs[0].data[3]", equalTo(0.95257413f))
                .body("parameters.features_present", equalTo(1))
                .body("parameters.features_not_found", equalTo(1))
                .body("parameters.features_null", equalTo(1))
                .body("parameters.features_outside_max_age", equalTo(1));
        PredictionsServed served =
                EventLog.of(Topic.INFERENCE_LOG)
                        .await(PredictionsServed.class, event -> event.requestId().equals(id));
        assertThat(served.eventTime()).isEqualTo(Instant.parse("2001-02-03T04:05:06Z"));
        assertThat(served.columns()).containsExactly("delays__late_share", "hour");
        assertThat(served.rows())
                .extracting(Row::predictionId)
                .containsExactly("a" + id, "b", "c", "d");
        assertThat(served.rows()).extracting(Row::statuses).containsExactly("PR", "MR", "NR", "OR");
        assertThat(served.rows().getFirst().features()).containsExactly(0.5, 0.0);
        assertThat(served.rows().get(2).features()).containsExactly(null, null);
        assertThat(served.rows().getFirst().entities()).isEqualTo(Map.of("origin", "0.5@ATL"));
        assertThat(served.rows().getFirst().featureTimes().getFirst())
                .isEqualTo(Instant.parse("2001-01-01T10:00:00Z").toEpochMilli());
    }

    @Test
    void metadataSaysWhatARequestHasToBring() {
        given().get("/v2/models/{m}", model.name())
                .then()
                .body("inputs.name", equalTo(List.of("origin", "hour")))
                .body("inputs.datatype", equalTo(List.of("BYTES", "FP64")));
        given().get("/api/v1/deployments/{m}", model.name())
                .then()
                .body("featureService", equalTo("flight_delay"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"name\":\"origin\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"A\"]}] | wants the inputs",
                "[{\"name\":\"origin\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"A\"]},{\"name\":\"hour\",\"shape\":[2],\"datatype\":\"FP32\",\"data\":[1,2]}] | expected [",
                "[{\"name\":\"origin\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[null]},{\"name\":\"hour\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}] | no key in row 0",
                "[{\"name\":\"origin\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]},{\"name\":\"hour\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}] | a key is BYTES",
                "[{\"name\":\"origin\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"A\"]},{\"name\":\"hour\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"A\"]}] | expected a number"
            })
    void whatDoesNotFitIsRefused(String inputs, String text) {
        infer(model.name(), "{\"inputs\":" + inputs + "}")
                .then()
                .statusCode(400)
                .body("error", containsString(text));
    }

    @Test
    void howFreshEachCellWasIsAnOutputForWhoNamesIt() {
        // Given
        String request =
                """
                {"parameters":{"event_time":"2001-01-01T10:00:01.5Z"},"inputs":[
                 {"name":"origin","shape":[2],"datatype":"BYTES","data":["0.5@ATL","unknown-ORD"]},
                 {"name":"hour","shape":[2],"datatype":"INT64","data":[0,2]}],
                 "outputs":[{"name":"feature_age_ms"},{"name":"probability"},{"name":"feature_status"}]}""";

        // Then
        infer(model.name(), request)
                .then()
                .statusCode(200)
                .body(
                        "outputs.name",
                        equalTo(List.of("feature_age_ms", "probability", "feature_status")))
                .body("outputs[0].shape", equalTo(List.of(2, 2)))
                .body("outputs[0].data[0]", equalTo(1500.0f))
                .body("outputs[0].data[1]", nullValue())
                .body("outputs[0].data[2]", nullValue())
                .body(
                        "outputs[2].data",
                        equalTo(List.of("present", "given", "not_found", "given")));
        infer(
                        model.name(),
                        """
                        {"inputs":[{"name":"input","shape":[1,2],"datatype":"FP32","data":[0,0]}],
                         "outputs":[{"name":"feature_status"}]}""")
                .then()
                .statusCode(400)
                .body("error", containsString("feature_status"));
    }

    @Test
    void whatIsMissingIsTreatedAsTheDeploymentWants() {
        // Given
        String unknown = flights("\"unknown-X\",\"0.5@ATL\"", "2,2");
        deploy("default", "{\"policy\":\"default\",\"defaults\":{\"delays__late_share\":0.25}}");
        deploy("flag", "{\"policy\":\"flag\"}");
        deploy("refuse", "{\"policy\":\"refuse\"}");

        // Then: 4·share + hour − 2 through a sigmoid
        infer(model.name() + "-default", unknown)
                .then()
                .statusCode(200)
                .body("outputs[0].data[0]", equalTo(0.7310586f))
                .body("parameters.features_not_found", equalTo(1));
        infer(model.name() + "-flag", unknown)
                .then()
                .statusCode(200)
                .body("outputs[0].data[0]", equalTo(0.5f))
                .body("parameters.missing_features", equalTo("0:delays__late_share"));
        infer(model.name() + "-refuse", unknown)
                .then()
                .statusCode(422)
                .body("error", containsString("0:delays__late_share"));
        infer(model.name() + "-refuse", flights("\"0.5@ATL\"", "2")).then().statusCode(200);
    }

    private static void deploy(String suffix, String missing) {
        Gateway.deploy(
                        model.name() + "-" + suffix,
                        model.name(),
                        "{\"missing\":%s}".formatted(missing))
                .then()
                .statusCode(200);
    }

    @Test
    void concurrentLookupsShareCalls() throws Exception {
        // Given
        int before = calls();

        // When
        try (ExecutorService crowd = Executors.newFixedThreadPool(32)) {
            List<Future<Integer>> all =
                    IntStream.range(0, 64)
                            .mapToObj(
                                    i ->
                                            crowd.submit(
                                                    () ->
                                                            infer(
                                                                            model.name(),
                                                                            flights(
                                                                                    "\"slow\"",
                                                                                    "1"))
                                                                    .statusCode()))
                            .toList();
            for (Future<Integer> each : all) {
                assertThat(each.get()).isEqualTo(200);
            }
        }

        // Then
        assertThat(calls() - before).isLessThan(40);
    }

    @Test
    void whileTheFeatureStoreIsAwayRequestsAreRefusedAndThenServedAgain() throws Exception {
        // When
        Registered.peer("mlops.features.url", false);

        // Then
        infer(model.name(), flights("\"ATL\"", "1"))
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("error", containsString("feature-store"));
        Registered.peer("mlops.features.url", true);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> infer(model.name(), flights("\"ATL\"", "1")).statusCode() == 200);
    }

    private static int calls() {
        return Integer.parseInt(
                given().baseUri(Registered.config("mlops.features.url"))
                        .port(
                                java.net
                                        .URI
                                        .create(Registered.config("mlops.features.url"))
                                        .getPort())
                        .get("/calls")
                        .asString());
    }
}
