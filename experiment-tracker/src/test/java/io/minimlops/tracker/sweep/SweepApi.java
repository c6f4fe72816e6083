package io.minimlops.tracker.sweep;

import static io.restassured.RestAssured.given;

import io.minimlops.tracker.Mlflow;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;

/// The sweeps' calls as the tests make them.
final class SweepApi {

    static final String SWEEPS = "/api/v1/sweeps";

    private SweepApi() {}

    static ValidatableResponse create(Map<String, ?> config) {
        Map<String, Object> named = new HashMap<>(config);
        named.putIfAbsent("experiment", Mlflow.unique("sweeps"));
        return given().contentType(ContentType.JSON).body(named).post(SWEEPS).then();
    }

    static String created(Map<String, ?> config) {
        return create(config).statusCode(201).extract().path("id");
    }

    static ValidatableResponse get(String path) {
        return given().get(SWEEPS + "/" + path).then();
    }

    static ValidatableResponse post(String path, Map<String, ?> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .urlEncodingEnabled(false)
                .post(SWEEPS + "/" + path)
                .then();
    }

    static ValidatableResponse order(String sweep, String verb) {
        return given().urlEncodingEnabled(false).post(SWEEPS + "/" + sweep + ":" + verb).then();
    }

    static JsonPath next(String sweep, String agent) {
        return post(sweep + "/next", Map.of("agent", agent)).statusCode(200).extract().jsonPath();
    }

    static ValidatableResponse report(String sweep, Object number, Map<String, ?> body) {
        return post(sweep + "/trials/" + number + "/report", body);
    }
}
