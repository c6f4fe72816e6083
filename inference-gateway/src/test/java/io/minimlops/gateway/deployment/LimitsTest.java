package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;

import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class LimitsTest {

    private static Response deploy(String model, String limits) {
        return Gateway.deploy(model, "{\"limits\":%s}".formatted(limits));
    }

    private static String limited(String limits) throws Exception {
        Registered model = Registered.served(OnnxModel.logistic(1, 0, 0, 0));
        deploy(model.name(), limits).then().statusCode(200);
        return model.name();
    }

    @Test
    void whatComesTooFastIsToldWhenToComeBack() throws Exception {
        // Given
        String model = limited("{\"requestsPerSecond\":0.01,\"burst\":2}");
        infer(model, tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        infer(model, tensor("[1,3]", "[0,0,0]")).then().statusCode(200);

        // When
        Response third = infer(model, tensor("[1,3]", "[0,0,0]"));

        // Then
        third.then()
                .statusCode(429)
                .body("error", containsString("0.01 requests per second"))
                .header("Retry-After", matchesPattern("9\\d|100"));
    }

    @Test
    void aRequestWithMoreRowsIsRefusedForGood() throws Exception {
        String model = limited("{\"maxRowsPerRequest\":1}");

        infer(model, tensor("[2,3]", "[0,0,0,0,0,0]"))
                .then()
                .statusCode(400)
                .body("error", containsString("takes at most 1"));
        infer(model, tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
    }

    @Test
    void whoIsDoneMakesRoomAlsoWhenRefused() throws Exception {
        String model = limited("{\"concurrency\":1}");

        for (int i = 0; i < 5; i++) {
            infer(model, tensor("[1,2]", "[0,0]")).then().statusCode(400);
            infer(model, tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"requestsPerSecond\":0}|spec.limits.requestsPerSecond",
                "{\"burst\":3}|spec.limits.burst",
                "{\"concurrency\":0}|spec.limits.concurrency",
                "{\"maxRowsPerRequest\":0}|spec.limits.maxRowsPerRequest",
                "{\"timeout\":\"PT0S\"}|spec.limits.timeout",
                "{\"rps\":3}|spec.limits.rps"
            })
    void limitsThatCannotBeAreRefusedWithTheirPlace(String limits, String place) {
        deploy("any", limits).then().statusCode(422).body("detail", containsString(place));
    }
}
