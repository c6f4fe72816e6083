package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class ScaleToZeroTest {

    private static final String ONE_ROW = tensor("[1,3]", "[0,0,0]");

    @AfterEach
    void bringEverythingBack() throws Exception {
        PlatformResource.s3().start();
        Registered.peer("mlops.registry.url", true);
    }

    private static Response deploy(String model, String scaling) {
        return Gateway.deploy(model, "{\"scaling\":%s}".formatted(scaling));
    }

    private static Response scaling(String model) {
        return given().get("/api/v1/deployments/{m}/scaling", model);
    }

    private static void awaitState(String model, String state) {
        Awaitility.await(model + " is " + state)
                .atMost(Duration.ofSeconds(20))
                .until(() -> state.equals(scaling(model).path("state")));
    }

    private static String sleeping(String more) throws Exception {
        Registered model =
                Registered.served(OnnxModel.logistic(1, 0, 0, 0), OnnxModel.logistic(2, 0, 0, 0));
        deploy(model.name(), "{\"idleAfter\":\"PT1S\"%s}".formatted(more)).then().statusCode(200);
        awaitState(model.name(), "cold");
        return model.name();
    }

    @Test
    void anIdleDeploymentSleepsIsStillReadyAndTheNextRequestWakesIt() throws Exception {
        // Given
        String model = sleeping("");
        given().get("/v2/models/{m}/ready", model).then().statusCode(200);
        given().get("/api/v1/deployments/{m}", model)
                .then()
                .body("champion.state", equalTo("COLD"))
                .body("champion.version", equalTo("1"));
        given().post("/v2/repository/index")
                .then()
                .body("find { it.name == '%s' }.state".formatted(model), equalTo("READY"))
                .body(
                        "find { it.name == '%s' }.reason".formatted(model),
                        containsString("scaled to zero"));
        scaling(model).then().body("state", equalTo("cold"));

        // When
        Response first = infer(model, ONE_ROW);

        // Then
        first.then()
                .statusCode(200)
                .body("model_version", equalTo("1"))
                .body("parameters.cold_start_ms", notNullValue());
        infer(model, ONE_ROW).then().statusCode(200).body("parameters.cold_start_ms", nullValue());
        scaling(model)
                .then()
                .body("state", equalTo("warm"))
                .body("requests", equalTo(2))
                .body("memoryBytes", greaterThan(0))
                .body("coldStarts.count", equalTo(1))
                .body("coldStarts.last.waited", equalTo(1))
                .body("coldStarts.last.totalMillis", greaterThan(0f))
                .body("coldStarts.last.verifyMillis", greaterThan(0f))
                .body("coldStarts.last.loadMillis", greaterThan(0f))
                .body("coldStarts.p95Millis", greaterThan(0f))
                .body("arrivals.requests.sum()", equalTo(2))
                .body("advice.breakEven", notNullValue())
                .body("advice.options.size()", greaterThan(5));
        given().get("/q/metrics")
                .then()
                .body(
                        containsString(
                                "mlops_gateway_cold_starts_total{deployment=\""
                                        + model
                                        + "\"} 1.0"))
                .body(
                        containsString(
                                "mlops_gateway_scaling_state{deployment=\""
                                        + model
                                        + "\",state=\"warm\"} 1.0"));
    }

    @Test
    void everybodyWhoComesMeanwhileIsAnsweredByOneColdStart() throws Exception {
        // Given
        String model = sleeping("");

        // When
        List<Integer> statuses = together(16, () -> infer(model, ONE_ROW).statusCode());

        // Then
        assertThat(statuses).containsOnly(200);
        scaling(model).then().body("coldStarts.count", equalTo(1));
    }

    @Test
    void whereNobodyMayWaitTheClientIsToldWhenToComeBackAndItWakes() throws Exception {
        // Given
        String model = sleeping(",\"maxWaiting\":0");

        // When
        Response first = infer(model, ONE_ROW);

        // Then
        first.then()
                .statusCode(503)
                .body("error", containsString("is waking up"))
                .header("Retry-After", notNullValue());
        awaitState(model, "warm");
        infer(model, ONE_ROW).then().statusCode(200);
    }

    @Test
    void whatTheModelAloneCanTellWakesIt() throws Exception {
        // Given
        String model = sleeping("");

        // Then
        given().get("/v2/models/{m}", model)
                .then()
                .statusCode(200)
                .body("inputs[0].name", equalTo("input"));
        infer(model, ONE_ROW).then().statusCode(200).body("parameters.cold_start_ms", nullValue());
    }

    @Test
    void aColdStartNeedsNeitherRegistryNorStore() throws Exception {
        // Given
        String model = sleeping("");
        Registered.peer("mlops.registry.url", false);
        PlatformResource.s3().stop();

        // Then
        infer(model, ONE_ROW)
                .then()
                .statusCode(200)
                .body("model_version", equalTo("1"))
                .body("parameters.cold_start_ms", notNullValue());
    }

    @Test
    void aColdDeploymentWakesWithTheVersionItsAliasMovedTo() throws Exception {
        // Given
        Registered model =
                Registered.served(OnnxModel.logistic(1, 0, 0, 0), OnnxModel.logistic(2, 0, 0, 0));
        deploy(model.name(), "{\"idleAfter\":\"PT1S\"}").then().statusCode(200);
        awaitState(model.name(), "cold");

        // When
        model.champion("2");
        awaitChampion(model.name(), "2");

        // Then
        scaling(model.name()).then().body("state", equalTo("cold"));
        infer(model.name(), ONE_ROW).then().statusCode(200).body("model_version", equalTo("2"));
    }

    @Test
    void aKeepWarmWindowHoldsItInMemory() throws Exception {
        // Given
        String model = sleeping("");

        // When
        deploy(
                        model,
                        "{\"idleAfter\":\"PT1S\",\"keepWarm\":[{\"from\":\"00:00\",\"to\":\"00:00\",\"zone\":\"Asia/Tokyo\"}]}")
                .then()
                .statusCode(200);

        // Then
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> "warm".equals(scaling(model).path("state")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"idleAfter\":\"PT0S\"}|spec.scaling.idleAfter",
                "{\"maxWaiting\":-1}|spec.scaling.maxWaiting",
                "{\"keepWarm\":[{\"from\":\"25:00\",\"to\":\"08:00\"}]}|spec.scaling.keepWarm.0.from",
                "{\"keepWarm\":[{\"from\":\"07:00\"}]}|spec.scaling.keepWarm[0]",
                "{\"keepWarm\":[{\"from\":\"07:00\",\"to\":\"08:00\",\"zone\":\"Mars/Olympus\"}]}|zone",
                "{\"keepWarm\":[{\"from\":\"07:00\",\"to\":\"08:00\",\"days\":[]}]}|days",
                "{\"idle\":\"PT1S\"}|spec.scaling.idle"
            })
    void wishesThatCannotBeAreRefusedWithTheirPlace(String scaling, String place) throws Exception {
        deploy("any", scaling).then().statusCode(422).body("detail", containsString(place));
    }

    @Test
    void anUnknownDeploymentHasNoScaling() {
        scaling("nobody").then().statusCode(404);
    }

    private static <T> List<T> together(int count, Callable<T> call) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> asked = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                asked.add(clients.submit(call));
            }
            for (Future<T> each : asked) {
                results.add(each.get());
            }
        }
        return results;
    }
}
