package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.minimlops.gateway.testing.GraphDeployments.deploy;
import static io.minimlops.gateway.testing.GraphDeployments.mean;
import static io.minimlops.gateway.testing.GraphDeployments.model;
import static io.minimlops.gateway.testing.GraphDeployments.sequence;
import static io.minimlops.gateway.testing.GraphDeployments.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a graph tells of itself, and what it is refused for.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class GraphDeploymentTest {

    @Test
    void aGraphTellsItsSignatureConfigurationReadinessAndStatistics() throws Exception {
        // Given
        String first = model(0);
        String name = unique();
        deploy(
                        name,
                        """
                        "root":{"type":"sequence","outputs":["late"],"steps":[
                          {"deployment":"%s","inputs":{"input":"raw"},"outputs":{"probability":"late"}}]}"""
                                .formatted(first))
                .then()
                .statusCode(200);
        infer(name, tensor("[1,3]", "[0,0,0]").replace("input\"", "raw\"")).then().statusCode(200);

        // Then
        given().get("/v2/models/{m}", name)
                .then()
                .statusCode(200)
                .body("platform", equalTo("ensemble"))
                .body("inputs[0].name", equalTo("raw"))
                .body("inputs[0].shape", equalTo(List.of(-1, 3)))
                .body("outputs[0].name", equalTo("late"));
        given().get("/v2/models/{m}/config", name)
                .then()
                .body("ensemble_scheduling.step[0].model_name", equalTo(first))
                .body("ensemble_scheduling.step[0].input_map.input", equalTo("raw"))
                .body("ensemble_scheduling.step[0].output_map.probability", equalTo("late"));
        given().get("/v2/models/{m}/ready", name).then().statusCode(200);
        given().get("/v2/models/{m}/stats", name)
                .then()
                .body("model_stats[0].name", equalTo(name))
                .body("model_stats[0].inference_stats.success.count", equalTo(1))
                .body("model_stats[0].inference_stats.queue.count", equalTo(0));
        given().contentType(ContentType.JSON)
                .body("{\"ready\":true}")
                .post("/v2/repository/index")
                .then()
                .body("find { it.name == '%s' }.state".formatted(name), equalTo("READY"));
        given().get("/q/metrics")
                .then()
                .body(
                        containsString(
                                "nv_inference_request_success{model=\"%s\",version=\"1\"} 1.0"
                                        .formatted(name)));
    }

    @Test
    void aStepThatIsGoneIsNamedAndHindersThoseOnlyThatNeedIt() throws Exception {
        // Given
        String model = model(0);
        String step = model + "-step";
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"%s\"}".formatted(model))
                .put("/api/v1/deployments/{n}", step)
                .then()
                .statusCode(200);
        String name = unique();
        String without = unique();
        deploy(name, mean(model, step)).then().statusCode(200);
        deploy(
                        without,
                        """
                        "root":{"type":"sequence","steps":[
                          {"deployment":"%s"},{"deployment":"%s","dependency":"soft"}]}"""
                                .formatted(model, name))
                .then()
                .statusCode(200);

        // When
        given().delete("/api/v1/deployments/{n}", step).then().statusCode(204);

        // Then
        infer(name, tensor("[1,3]", "[0,0,0]"))
                .then()
                .statusCode(503)
                .body("error", containsString("step 's1'"))
                .body("error", containsString(step));
        given().get("/v2/models/{m}/ready", name)
                .then()
                .statusCode(503)
                .body("error", containsString(step));
        given().get("/api/v1/deployments/{m}", name)
                .then()
                .body("trouble", containsString("step 's1': "));
        given().get("/v2/models/{m}/ready", without).then().statusCode(200);
        infer(without, tensor("[1,3]", "[0,0,0]"))
                .then()
                .statusCode(200)
                .body("outputs[0].data[0]", equalTo(0.5f))
                .body("parameters.graph_without", containsString(step));
        given().get("/v2/models/{m}", without)
                .then()
                .statusCode(200)
                .body("inputs[0].name", equalTo("input"));
        post("/v1/models/" + without + ":predict", "{\"instances\":[[0,0,0]]}")
                .then()
                .statusCode(200);
    }

    @Test
    void graphsThatLeadNowhereOrBackAreRefusedAtTheirSteps() throws Exception {
        // Given
        String model = model(0);
        String inner = unique();
        String outer = unique();
        deploy(inner, mean(model, model + "-nobody"))
                .then()
                .statusCode(422)
                .body("detail", containsString("spec.graph.nodes.root.steps.1.deployment"))
                .body("detail", containsString(model + "-nobody"));
        deploy(inner, sequence(model)).then().statusCode(200);
        deploy(outer, sequence(inner)).then().statusCode(200);

        // When
        Response back = deploy(inner, mean(model, outer));

        // Then
        back.then()
                .statusCode(422)
                .body("detail", containsString("spec.graph.nodes.root.steps.1.deployment"))
                .body("detail", containsString("%s -> %s -> %s".formatted(inner, outer, inner)));
        infer(outer, tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
    }

    @Test
    void whatAsksTooOftenThroughAnotherGraphIsRefusedAndWhatMayIsAnswered() throws Exception {
        // Given
        String model = model(0);
        String inner = unique();
        String outer = unique();
        deploy(inner, sequence(times(7, model))).then().statusCode(200);
        deploy(outer, mean(times(32, inner))).then().statusCode(200);

        // When
        Response larger = deploy(inner, sequence(times(8, model)));

        // Then
        larger.then()
                .statusCode(422)
                .body(
                        "detail",
                        containsString("graph '%s' ask deployments 288 times".formatted(outer)));
        infer(outer, tensor("[1,3]", "[0,0,0]"))
                .then()
                .statusCode(200)
                .body("outputs[0].data[0]", equalTo(0.5f));
    }

    private static String[] times(int times, String deployment) {
        return Collections.nCopies(times, deployment).toArray(String[]::new);
    }

    @Test
    void whatIsAboutOneVersionIsRefusedAndPointedToTheSteps() throws Exception {
        // Given
        String model = model(0);
        String name = unique();
        deploy(name, sequence(model)).then().statusCode(200);

        // When
        Response canary =
                put(
                        "/api/v1/deployments/" + name + "/canary",
                        "{\"version\":\"1\",\"percent\":10}");
        Response replay =
                post(
                        "/api/v1/replays",
                        "{\"deployment\":\"%s\",\"version\":\"1\",\"from\":\"2001-01-01T00:00:00Z\"}"
                                .formatted(name));
        Response job =
                post(
                        "/api/v1/batch-jobs",
                        """
                        {"deployment":"%s","input":{"bucket":"b","key":"k","format":"csv"},
                         "output":{"bucket":"b","prefix":"p"}}"""
                                .formatted(name));

        // Then
        for (Response refused : List.of(canary, replay, job)) {
            refused.then()
                    .statusCode(409)
                    .body("detail", containsString(name + " is a graph"))
                    .body("detail", containsString("[" + model + "]"));
        }
    }

    private static Response post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }

    private static Response put(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).put(path);
    }
}
