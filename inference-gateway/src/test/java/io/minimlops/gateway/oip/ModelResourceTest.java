package io.minimlops.gateway.oip;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.OpenApiContract;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class ModelResourceTest {

    private static Registered served() throws Exception {
        Registered model = Registered.plain();
        return model;
    }

    @Test
    void healthSaysBothWordsAndTheServerWhatItSpeaks() {
        given().get("/v2/health/live").then().statusCode(200).body("live", equalTo(true));
        given().get("/v2/health/ready").then().statusCode(200).body("ready", equalTo(true));
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'serving' }.data.mode", equalTo("full"));
        given().get("/v2")
                .then()
                .statusCode(200)
                .body("extensions", hasItems("binary_tensor_data", "statistics"));
    }

    @Test
    void aModelTellsItsSignatureReadinessAndConfiguration() throws Exception {
        // Given
        String name = served().name();

        // Then
        given().get("/v2/models/{m}", name)
                .then()
                .statusCode(200)
                .body("versions", equalTo(List.of("1")))
                .body("platform", equalTo("onnxruntime_onnx"))
                .body("inputs[0].shape", equalTo(List.of(-1, 3)))
                .body("outputs[0].name", equalTo("probability"));
        given().get("/v2/models/{m}/ready", name)
                .then()
                .statusCode(200)
                .body("ready", equalTo(true));
        given().get("/v2/models/{m}/versions/1/ready", name).then().statusCode(200);
        given().get("/v2/models/{m}/versions/7/ready", name).then().statusCode(404);
        given().get("/v2/models/{m}/config", name)
                .then()
                .body("max_batch_size", equalTo(256))
                .body("input[0].data_type", equalTo("TYPE_FP32"))
                .body("input[0].dims", equalTo(List.of(3)));
        given().get("/v2/models").then().body("models", hasItem(name));
        given().get("/v2/models/nobody")
                .then()
                .statusCode(404)
                .body("error", containsString("nobody"));
    }

    @Test
    void statisticsCountRowsAndBatches() throws Exception {
        // Given
        String name = served().name();

        // When
        infer(name, tensor("[2,3]", "[0,0,0,1,1,1]"));
        infer(name, tensor("[1,3]", "[0,0,0]"));
        infer(name, tensor("[1,2]", "[0,0]"));

        // Then
        given().get("/v2/models/{m}/versions/1/stats", name)
                .then()
                .statusCode(200)
                .body("model_stats[0].inference_count", equalTo(3))
                .body("model_stats[0].execution_count", equalTo(2))
                .body("model_stats[0].inference_stats.success.count", equalTo(2))
                .body("model_stats[0].inference_stats.fail.count", equalTo(1))
                .body("model_stats[0].batch_stats.batch_size", equalTo(List.of(1, 2)));
        assertThat(given().get("/q/metrics").asString())
                .contains("nv_inference_count{model=\"%s\",version=\"1\"} 3.0".formatted(name))
                .contains(
                        "nv_inference_exec_count{model=\"%s\",version=\"1\"} 2.0".formatted(name));
    }

    @Test
    void theRepositoryLoadsAndUnloads() throws Exception {
        // Given
        String name = served().name();

        // When
        given().post("/v2/repository/models/{m}/unload", name).then().statusCode(200);

        // Then
        infer(name, tensor("[1,3]", "[0,0,0]"))
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("error", containsString("not ready"));
        given().body("{}")
                .post("/v2/repository/index")
                .then()
                .statusCode(200)
                .body("find { it.name == '%s' }.state".formatted(name), equalTo("UNAVAILABLE"));
        given().post("/v2/repository/models/{m}/load", name).then().statusCode(200);
        infer(name, tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        given().body("{\"ready\":true}")
                .post("/v2/repository/index")
                .then()
                .body("find { it.name == '%s' }.state".formatted(name), equalTo("READY"));
        given().post("/v2/repository/models/nobody/load").then().statusCode(400);
    }

    @Test
    void theApiKeepsItsPromise() {
        OpenApiContract.check(RestAssured.port);
    }
}
