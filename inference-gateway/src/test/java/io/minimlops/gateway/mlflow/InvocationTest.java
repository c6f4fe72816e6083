package io.minimlops.gateway.mlflow;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class InvocationTest {

    private static final String SIGNED =
            """
            flavors:
              onnx: {data: model.onnx}
            signature:
              inputs: '[{"name":"a","type":"double"},{"name":"b","type":"double"},{"name":"c","type":"double"}]'
            """;

    /// `sigmoid(a + 2b + 4c − 1.5)`: in another order of the columns it is no half.
    private static Registered named;

    private static Registered aware;

    @BeforeEach
    void serve() throws Exception {
        if (named == null) {
            named =
                    new Registered()
                            .files(
                                    "1",
                                    Map.of(
                                            "model.onnx",
                                            OnnxModel.logistic(-1.5f, 1, 2, 4),
                                            "MLmodel",
                                            SIGNED.getBytes(UTF_8)))
                            .champion("1");
            aware = new Registered().featureVersion("1", -2).champion("1");
        }
        awaitChampion(named.name(), "1");
        awaitChampion(aware.name(), "1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'dataframe_split':{'columns':['c','a','b'],'data':[[0,1.5,0]]}} | [0].probability",
                "{'dataframe_split':{'index':[0],'columns':['a','b','c'],'data':[[1.5,0,0]]}} | [0].probability",
                "{'dataframe_split':{'data':[[1.5,0,0]]}} | [0].probability",
                "{'dataframe_records':[{'b':0,'c':0,'a':1.5}]} | [0].probability",
                "{'instances':[[1.5,0,0]]} | .probability[0][0]",
                "{'instances':[{'c':0,'b':0,'a':1.5}]} | .probability[0][0]",
                "{'inputs':[[1.5,0,0]]} | .probability[0][0]",
                "{'inputs':{'input':[[1.5,0,0]]},'params':{}} | .probability[0][0]"
            })
    void everyFormGivesTheSamePrediction(String body, String path) {
        invoke(named.name(), body).statusCode(200).body("predictions" + path, equalTo(0.5f));
    }

    @Test
    void aFeatureAwareModelTakesItsKeysFromTheFrame() {
        invoke(
                        aware.name(),
                        "{'dataframe_split':{'columns':['hour','origin'],'data':[[2,'ORD'],[3,'ORD']]}}")
                .statusCode(200)
                .body("predictions.size()", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "nothing",
                "{'instances':[[1,1,1]],'inputs':[[1,1,1]]}",
                "{'dataframe_records':{}}",
                "{'dataframe_split':{'columns':['a'],'data':[[1,2]]}}",
                "{'dataframe_split':{'columns':['a','b'],'data':[[1,2]]}}",
                "{'dataframe_split':{'columns':['a','b','x'],'data':[[1,2,3]]}}",
                "{'dataframe_split':{}}",
                "{'dataframe_records':[{'a':1,'b':1,'c':'x'}]}"
            })
    void badRequestsAreRefusedInMlflowsShape(String body) {
        invoke(named.name(), body).statusCode(400).body("error_code", equalTo("BAD_REQUEST"));
    }

    @Test
    void aModelIsNamedWhereThereAreSeveral() {
        given().contentType("application/json")
                .body("{\"instances\":[[1,1,1]]}")
                .post("/invocations")
                .then()
                .statusCode(400)
                .body("message", containsString("?model="));
        invoke("nobody", "{'instances':[[1]]}")
                .statusCode(404)
                .body("error_code", equalTo("RESOURCE_DOES_NOT_EXIST"));
        given().get("/ping").then().statusCode(200);
    }

    @Test
    void whatTheFrameworkRefusesIsToldInMlflowsShape() {
        given().contentType("text/plain")
                .body("1,2,3")
                .post("/invocations?model={m}", named.name())
                .then()
                .statusCode(415)
                .body("error_code", equalTo("BAD_REQUEST"))
                .body("message", not(emptyOrNullString()));
        given().get("/invocations")
                .then()
                .statusCode(405)
                .body("error_code", equalTo("BAD_REQUEST"));
    }

    private static ValidatableResponse invoke(String model, String body) {
        return given().contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/invocations?model={m}", model)
                .then();
    }
}
