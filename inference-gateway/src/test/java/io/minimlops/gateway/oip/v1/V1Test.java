package io.minimlops.gateway.oip.v1;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class V1Test {

    private static Registered plain;

    @BeforeEach
    void servePlainModel() throws Exception {
        plain = Registered.orPlain(plain);
    }

    @Test
    void instancesArePredictedRowByRow() {
        predict("{\"instances\":[[0,0,0],[1,1,1]]}")
                .statusCode(200)
                .body("predictions", equalTo(List.of(List.of(0.5f), List.of(0.99752736f))));
    }

    @Test
    void instancesMayNameTheInput() {
        predict("{\"instances\":[{\"input\":[0,0,0]}]}")
                .statusCode(200)
                .body("predictions[0][0]", equalTo(0.5f));
    }

    @Test
    void inputsAreWholeArrays() {
        predict("{\"inputs\":{\"input\":[[0,0,0],[1,1,1]]}}")
                .statusCode(200)
                .body("predictions[1][0]", equalTo(0.99752736f));
    }

    @Test
    void modelsAreListedAndTold() {
        given().get("/v1/models").then().statusCode(200).body("models", hasItem(plain.name()));
        given().get("/v1/models/{m}", plain.name())
                .then()
                .statusCode(200)
                .body("name", equalTo(plain.name()))
                .body("ready", equalTo(true));
        given().get("/v1/models/nobody").then().statusCode(404).body("error", not(""));
    }

    @Test
    void aBinaryCloudEventIsAnsweredByOne() {
        given().header("ce-id", "7")
                .header("ce-specversion", "1.0")
                .contentType("application/json")
                .body("{\"instances\":[[0,0,0]]}")
                .post("/v1/models/{m}:predict", plain.name())
                .then()
                .statusCode(200)
                .header("ce-specversion", "1.0")
                .header("ce-type", "io.kserve.inference.response")
                .header("ce-source", "io.kserve.inference." + plain.name())
                .header("ce-id", not("7"))
                .body("predictions[0][0]", equalTo(0.5f));
    }

    @Test
    void aStructuredCloudEventIsAnsweredByOne() {
        given().contentType("application/cloudevents+json")
                .body(
                        """
                        {"specversion":"1.0","id":"7","source":"test","type":"ask",
                         "data":{"instances":[[0,0,0]]}}""")
                .post("/v1/models/{m}:predict", plain.name())
                .then()
                .statusCode(200)
                .contentType("application/cloudevents+json")
                .body("specversion", equalTo("1.0"))
                .body("data.predictions[0][0]", equalTo(0.5f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"instances\":[]}",
                "{\"instances\":3}",
                "{\"instances\":[[0,0]]}",
                "{\"instances\":[[0,0,0],[0,0]]}",
                "{\"instances\":[[0,0,\"x\"]]}",
                "{\"instances\":[[0,0,{}]]}",
                "{\"instances\":[{\"other\":[0,0,0]}]}",
                "{\"instances\":[{\"input\":[0,0,0],\"more\":1}]}",
                "{\"instances\":[[[0,0,0]]]}",
                "{\"inputs\":{\"other\":[[0,0,0]]}}"
            })
    void badRequestsAreRefused(String body) {
        predict(body).statusCode(400).body("error", not(""));
    }

    @Test
    void anUnknownModelAndAnUnknownVerbAreRefused() {
        given().body("{\"instances\":[[0]]}")
                .post("/v1/models/nobody:predict")
                .then()
                .statusCode(404)
                .body("error", containsString("nobody"));
        given().body("{}").post("/v1/models/{m}:explain", plain.name()).then().statusCode(404);
    }

    private static ValidatableResponse predict(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/models/{m}:predict", plain.name())
                .then();
    }
}
