package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class WireMannersTest {

    @TestHTTPResource URI server;

    private static io.restassured.response.ValidatableResponse send(String path, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/2.0/mlflow/" + path)
                .then();
    }

    private static BodyPublisher blanks(long size) {
        return BodyPublishers.ofInputStream(
                () ->
                        new InputStream() {
                            private long left = size;

                            @Override
                            public int read() {
                                return left-- > 0 ? ' ' : -1;
                            }
                        });
    }

    @Test
    void clientsLearnWhatTheyAskWhenTheyConnect() {
        given().get("/health").then().statusCode(200).body(equalTo("OK"));
        given().get("/version").then().statusCode(200).body(equalTo("3.11.1"));
        given().get("/ajax-api/3.0/mlflow/server-info")
                .then()
                .body("store_type", is("SqlStore"))
                .body("workspaces_enabled", is(false));
        given().get("/ajax-api/3.0/mlflow/ui-telemetry")
                .then()
                .body("disable_ui_telemetry", is(true))
                .body("ui_rollout_percentage", is(0));
        given().post("/ajax-api/3.0/mlflow/ui-telemetry").then().body("status", is("disabled"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/2.0/mlflow/traces,200",
        "POST,/ajax-api/3.0/mlflow/traces/search,200",
        "GET,/api/3.0/mlflow/scorers/list,200",
        "GET,/ajax-api/3.0/mlflow/gateway/secrets/config,200",
        "GET,/ajax-api/2.0/mlflow/gateway-proxy?gateway_path=api%2F2.0%2Fendpoints%2F,200",
        "POST,/api/3.0/mlflow/traces,501",
        "POST,/api/3.0/mlflow/issues,501",
        "GET,/api/2.0/mlflow/users/current,404",
        "GET,/api/3.0/mlflow/workspaces,404",
        "GET,/api/2.0/mlflow/nothing,404",
        "PUT,/api/2.0/mlflow/nothing,404",
        "POST,/v1/traces,501",
        "GET,/gateway/chat/invocations,501",
        "POST,/ajax-api/2.0/mlflow/runs/create-promptlab-run,501",
        "PUT,/api/3.0/mlflow/label-schemas/a,501",
        "POST,/api/3.0/mlflow/traces/batchGetInfos,200",
        "GET,/api/3.0/mlflow/traces/batchGet,200",
        "POST,/api/3.0/mlflow/traces/metrics,200",
        "GET,/ajax-api/3.0/mlflow/scorers/online-configs,200",
        "POST,/ajax-api/3.0/mlflow/issues/search,200",
        "GET,/ajax-api/3.0/mlflow/datasets/search,200",
        "POST,/ajax-api/3.0/mlflow/datasets/search,200",
        "GET,/ajax-api/3.0/mlflow/gateway/endpoints/list,200",
        "GET,/ajax-api/2.0/mlflow/gateway-proxy,200"
    })
    void whatIsOutOfScopeAnswersWell(String method, String path, int status) {
        given().contentType("application/json")
                .body(method.equals("POST") ? "{}" : "")
                .request(method, path)
                .then()
                .statusCode(status)
                .body(status == 200 ? startsWith("{") : containsString("error_code"));
    }

    @Test
    void textIsNotMadeOfNumbers() {
        send("runs/set-tag", "{\"run_id\":\"%s\",\"key\":\"k\",\"value\":41}".formatted(newRun()))
                .statusCode(400)
                .body("message", startsWith("Invalid value 41 for parameter 'value' supplied"));
        send("experiments/create", "{\"name\":[\"a\"]}")
                .statusCode(400)
                .body("message", startsWith("Invalid value [\"a\"] for parameter 'name' supplied"));
    }

    @Test
    void elementsOfBatchesAreNamedByTheirPlace() {
        String run = newRun();
        send(
                        "runs/log-batch",
                        "{\"run_id\":\"%s\",\"metrics\":[{\"key\":\"a\",\"value\":1}]}"
                                .formatted(run))
                .statusCode(400)
                .body(
                        "message",
                        startsWith("Missing value for required parameter 'metrics[0].timestamp'"));
        send(
                        "runs/log-batch",
                        "{\"run_id\":\"%s\",\"metrics\":[{\"key\":\"a\",\"value\":1,\"timestamp\":\"soon\"}]}"
                                .formatted(run))
                .statusCode(400)
                .body(
                        "message",
                        startsWith(
                                "Invalid value \"soon\" for parameter 'metrics[0].timestamp'"
                                        + " supplied"));
    }

    @Test
    void numbersMayBeTextNamesCamelCaseNullsAbsentAndUnknownFieldsThere() {
        send(
                        "runs/create",
                        "{\"experimentId\":\"%s\",\"startTime\":\"12.0\",\"run_name\":null,\"colour\":{\"a\":[1]}}"
                                .formatted(newExperiment()))
                .statusCode(200)
                .body("run.info.start_time", equalTo(12));
    }

    @Test
    void jsonWithinAJsonStringIsReadToo() {
        send("experiments/create", "\"{\\\"name\\\":\\\"" + unique("nested") + "\\\"}\"")
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "\"x\"", "{} {}", "{\"name\":\"a\",}", "\u0000"})
    void whatIsNoObjectIsRefused(String body) {
        send("experiments/create", body)
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void nestingWithoutEndIsRefused() {
        send("experiments/create", "{\"a\":" + "[".repeat(1500) + "]".repeat(1500) + "}")
                .statusCode(400);
    }

    @Test
    void noBodyIsAnEmptyObjectAndOtherContentTypesAreRefused() {
        given().post("/api/2.0/mlflow/runs/create").then().statusCode(anyOf(is(200), is(400)));
        given().contentType("text/plain")
                .body("{}")
                .post("/api/2.0/mlflow/runs/search")
                .then()
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void aGetMayBringItsParametersAsBody() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/api/2.0/mlflow/experiments/get"))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .method("GET", BodyPublishers.ofString("{\"experiment_id\":\"0\"}"))
                        .build();

        HttpResponse<String> answer =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()
                        .send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Default");
    }

    @Test
    void theHeaderOfAWorkspaceIsPassedOver() {
        given().header("X-MLFLOW-WORKSPACE", "team-a")
                .get("/api/2.0/mlflow/experiments/get?experiment_id=0")
                .then()
                .statusCode(200);
    }

    @Test
    void addressesMayBeAsLongAsChartsOfHundredRunsNeed() {
        String runs = ("&run_ids=" + "0".repeat(32)).repeat(100);
        given().get("/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?metric_key=m" + runs)
                .then()
                .statusCode(200);
    }

    @Test
    void aBodyOfNoStatedTypeIsRefused() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/api/2.0/mlflow/experiments/create"))
                        .timeout(Duration.ofSeconds(30))
                        .POST(BodyPublishers.ofString("{\"name\":\"" + unique("n") + "\"}"))
                        .build();

        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Content-Type header is missing");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOfHundredMegabytesIsRefusedClearly(boolean announced) throws Exception {
        long size = 100_000_000;
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/api/2.0/mlflow/experiments/create"))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .POST(
                                announced
                                        ? BodyPublishers.fromPublisher(blanks(size), size)
                                        : blanks(size))
                        .build();

        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("INVALID_PARAMETER_VALUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "./a", "a/..", "/a", "a/", "what?", "new\\nline", "a\u0000"})
    void keysThatAreNoNamesAreRefused(String key) {
        send(
                        "runs/set-tag",
                        "{\"run_id\":\"%s\",\"key\":\"%s\",\"value\":\"v\"}"
                                .formatted(newRun(), key.replace("\u0000", "\\u0000")))
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void theNullCharacterIsRefusedWhereverItComes() {
        send(
                        "runs/set-tag",
                        "{\"run_id\":\"%s\",\"key\":\"k\",\"value\":\"a\\u0000b\"}"
                                .formatted(newRun()))
                .statusCode(400);
        send("runs/search", "{\"experiment_ids\":[\"0\"],\"filter\":\"tags.a = 'x\\u0000'\"}")
                .statusCode(400);
        send("runs/delete", "{\"run_id\":\"\\u0000\"}").statusCode(400);
        send("experiments/create", "{\"name\":\"\\u0000x\"}").statusCode(400);
    }
}
