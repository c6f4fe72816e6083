package io.minimlops.gateway.oip;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.flights;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.oip.GRPCInferenceServiceGrpc;
import io.minimlops.oip.InferTensorContents;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferRequest.InferInputTensor;
import io.minimlops.oip.ModelInferResponse;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Graphs as clients of each wire see them.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class GraphTest {

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int port;

    /// `probability = sigmoid(sum of three + bias)`.
    private static String model(float bias) throws Exception {
        Registered model =
                new Registered().version("1", OnnxModel.logistic(bias, 1, 1, 1)).champion("1");
        awaitChampion(model.name(), "1");
        return model.name();
    }

    private static String unique() {
        return "graph-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Response deploy(String name, String nodes) {
        return given().contentType(ContentType.JSON)
                .body(
                        "{\"actor\":\"ann\",\"spec\":{\"graph\":{\"root\":\"root\",\"nodes\":{%s}}}}"
                                .formatted(nodes))
                .put("/api/v1/deployments/{name}", name);
    }

    private static String mean(String one, String other) {
        return """
        "root":{"type":"ensemble","combine":"mean","steps":[{"deployment":"%s"},{"deployment":"%s"}]}"""
                .formatted(one, other);
    }

    private static String byFirstColumn(String low, String high) {
        return """
        "root":{"type":"switch","steps":[
          {"when":{"tensor":"input","column":0,"lessThan":0.5},"deployment":"%s"},{"deployment":"%s"}]}"""
                .formatted(low, high);
    }

    private static double sigmoid(double score) {
        return 1 / (1 + Math.exp(-score));
    }

    @Test
    void aMeanOfTwoDeploymentsAnswersOnEveryWire() throws Exception {
        // Given
        String name = unique();
        float expected = (float) ((sigmoid(-1) + sigmoid(2)) / 2);

        // When
        deploy(name, mean(model(-1), model(2)))
                .then()
                .statusCode(200)
                .body("model", nullValue())
                .body("trouble", nullValue())
                .body("spec.graph.root", equalTo("root"));

        // Then
        Response rest = infer(name, tensor("[2,3]", "[0,0,0,0,0,0]"));
        rest.then()
                .statusCode(200)
                .body("model_version", equalTo("1"))
                .body("parameters.role", equalTo("graph"))
                .body("outputs[0].name", equalTo("probability"))
                .body("outputs[0].shape", equalTo(List.of(2, 1)));
        assertThat(rest.jsonPath().getFloat("outputs[0].data[0]"))
                .isCloseTo(expected, within(1e-6f));
        assertThat(grpc(name).getOutputs(0).getContents().getFp32Contents(0))
                .isCloseTo(expected, within(1e-6f));
        given().contentType(ContentType.JSON)
                .body("{\"instances\":[[0,0,0]]}")
                .post("/v1/models/{call}", name + ":predict")
                .then()
                .statusCode(200)
                .body("predictions", hasSize(1));
        given().contentType(ContentType.JSON)
                .body("{\"inputs\":[[0,0,0]]}")
                .post("/invocations?model={m}", name)
                .then()
                .statusCode(200);
        DeploymentChanged told =
                EventLog.of(Topic.DEPLOYMENTS)
                        .await(DeploymentChanged.class, event -> event.deployment().equals(name));
        assertThat(told.model()).isEmpty();
        assertThat(told.spec()).containsKey("graph");
    }

    private ModelInferResponse grpc(String name) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .modelInfer(
                            ModelInferRequest.newBuilder()
                                    .setModelName(name)
                                    .addInputs(
                                            InferInputTensor.newBuilder()
                                                    .setName("input")
                                                    .setDatatype("FP32")
                                                    .addShape(1)
                                                    .addShape(3)
                                                    .setContents(
                                                            InferTensorContents.newBuilder()
                                                                    .addFp32Contents(0)
                                                                    .addFp32Contents(0)
                                                                    .addFp32Contents(0)))
                                    .build());
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void rowsGoTheirOwnWaysUnderTheIdsThatTheyHaveInTheRequest() throws Exception {
        // Given
        String low = model(-3);
        String high = model(3);
        String name = unique();
        deploy(name, byFirstColumn(low, high)).then().statusCode(200);
        String id = "req-" + name;

        // When
        Response answer =
                infer(
                        name,
                        """
                        {"id":"%s","parameters":{"explain_batch":true},"inputs":[
                          {"name":"input","shape":[3,3],"datatype":"FP32","data":[1,0,0, 0,0,0, 1,0,0]}]}"""
                                .formatted(id));

        // Then
        answer.then()
                .statusCode(200)
                .body("parameters.graph_path", containsString("\"step\":\"" + low + "\""));
        List<Float> data = answer.jsonPath().getList("outputs[0].data", Float.class);
        assertThat(data.get(0)).isCloseTo((float) sigmoid(4), within(1e-6f));
        assertThat(data.get(1)).isCloseTo((float) sigmoid(-3), within(1e-6f));
        assertThat(data.get(2)).isEqualTo(data.get(0));
        PredictionsServed logged =
                EventLog.of(Topic.INFERENCE_LOG)
                        .await(PredictionsServed.class, event -> event.deployment().equals(high));
        assertThat(logged.rows())
                .extracting(row -> row.predictionId())
                .containsExactly(id + "/0", id + "/2");
    }

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
    void aStepThatIsGoneIsNamedAndTheGraphNotReady() throws Exception {
        // Given
        String step = model(0) + "-step";
        String model = step.replace("-step", "");
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"%s\"}".formatted(model))
                .put("/api/v1/deployments/{n}", step)
                .then()
                .statusCode(200);
        String name = unique();
        deploy(name, mean(model, step)).then().statusCode(200);

        // When
        given().delete("/api/v1/deployments/{n}", step).then().statusCode(204);

        // Then
        infer(name, tensor("[1,3]", "[0,0,0]"))
                .then()
                .statusCode(503)
                .body("error", containsString("step '%s'".formatted(step)));
        given().get("/v2/models/{m}/ready", name)
                .then()
                .statusCode(503)
                .body("error", containsString(step));
        given().get("/api/v1/deployments/{m}", name).then().body("trouble", containsString(step));
    }

    @Test
    void graphsThatLeadNowhereOrBackAreRefused() throws Exception {
        // Given
        String model = model(0);
        String inner = unique();
        String outer = unique();
        deploy(inner, mean(model, model + "-nobody"))
                .then()
                .statusCode(422)
                .body("detail", containsString(model + "-nobody"));
        deploy(
                        inner,
                        "\"root\":{\"type\":\"sequence\",\"steps\":[{\"deployment\":\"%s\"}]}"
                                .formatted(model))
                .then()
                .statusCode(200);
        deploy(
                        outer,
                        "\"root\":{\"type\":\"sequence\",\"steps\":[{\"deployment\":\"%s\"}]}"
                                .formatted(inner))
                .then()
                .statusCode(200);

        // When
        Response back = deploy(inner, mean(model, outer));

        // Then
        back.then()
                .statusCode(422)
                .body("detail", containsString("%s -> %s -> %s".formatted(inner, outer, inner)));
        infer(outer, tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        given().contentType(ContentType.JSON)
                .body("{\"version\":\"1\",\"percent\":10}")
                .put("/api/v1/deployments/{n}/canary", outer)
                .then()
                .statusCode(409)
                .body("detail", containsString("is a graph"));
    }

    @Test
    void keysPassToStepsThatLookFeaturesUp() throws Exception {
        // Given
        Registered model = new Registered().featureVersion("1", -2).champion("1");
        awaitChampion(model.name(), "1");
        String name = unique();
        deploy(
                        name,
                        """
                        "root":{"type":"switch","steps":[
                          {"when":{"parameter":"tier","equals":"gold"},"node":"both"},
                          {"when":{"tensor":"hour","lessThan":6},"name":"night","deployment":"%1$s","version":"1"},
                          {"name":"day","deployment":"%1$s"}]},
                        "both":{"type":"ensemble","combine":"mean","steps":[
                          {"name":"newest","deployment":"%1$s","weight":2},
                          {"name":"gone","deployment":"%1$s","version":"7","dependency":"soft"}]}"""
                                .formatted(model.name()))
                .then()
                .statusCode(200);
        String rows = flights("\"0.5@ATL\",\"0.5@SEA\"", "17,0");

        // When
        Response byHour = infer(name, rows);
        Response gold =
                infer(name, rows.replaceFirst("\\{", "{\"parameters\":{\"tier\":\"gold\"},"));

        // Then: 4·delay + hour − 2 through a sigmoid
        byHour.then()
                .statusCode(200)
                .body("outputs[0].data[1]", equalTo(0.5f))
                .body("parameters.'night.features_present'", equalTo(1));
        gold.then()
                .statusCode(200)
                .body("outputs[0].data", equalTo(byHour.path("outputs[0].data")))
                .body("parameters.graph_without", containsString("both/gone: step 'both/gone'"));
    }
}
