package io.minimlops.gateway.testing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.awaitility.Awaitility;

/// The gateway under test, as a client sees it.
public final class Gateway {

    private static final JsonMapper JSON = new JsonMapper();

    private Gateway() {}

    /// A request with one FP32 input.
    public static String tensor(String shape, String data) {
        return tensor("FP32", shape, data);
    }

    /// A request with one input.
    public static String tensor(String datatype, String shape, String data) {
        return """
        {"inputs":[{"name":"input","shape":%s,"datatype":"%s","data":%s}]}"""
                .formatted(shape, datatype, data);
    }

    /// A request to the feature-aware test model.
    public static String flights(String origins, String hours) {
        int rows = origins.split(",").length;
        return """
        {"inputs":[{"name":"origin","shape":[%d],"datatype":"BYTES","data":[%s]},
                   {"name":"hour","shape":[%d,1],"datatype":"INT64","data":[%s]}]}"""
                .formatted(rows, origins, rows, hours);
    }

    /// Deploys a model under its own name.
    ///
    /// @param spec the descriptor
    public static Response deploy(String model, String spec) {
        return deploy(model, model, spec);
    }

    public static Response deploy(String name, String model, String spec) {
        return given().contentType(ContentType.JSON)
                .body("{\"model\":\"%s\",\"spec\":%s}".formatted(model, spec))
                .put("/api/v1/deployments/{name}", name);
    }

    public static Response infer(String model, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/v2/models/{model}/infer", model);
    }

    /// An answer to be looked into often: a path of RestAssured is compiled each time, which takes
    /// longer than the request.
    public static JsonNode json(Response answer) {
        try {
            return JSON.readTree(answer.asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the version answers as champion.
    public static void awaitChampion(String model, String version) {
        Awaitility.await("champion %s of %s".formatted(version, model))
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () ->
                                json(given().get("/api/v1/deployments/{name}", model))
                                        .at("/champion/version")
                                        .asText()
                                        .equals(version));
    }
}
