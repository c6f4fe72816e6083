package io.minimlops.gateway.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;

/// Graphs of deployments, as a client deploys them.
public final class GraphDeployments {

    private GraphDeployments() {}

    /// A name that no other deployment has.
    public static String unique() {
        return "graph-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /// A deployment of its own: `probability = sigmoid(sum of three + bias)`.
    public static String model(float bias) throws Exception {
        return Registered.served(OnnxModel.logistic(bias, 1, 1, 1)).name();
    }

    public static double sigmoid(double score) {
        return 1 / (1 + Math.exp(-score));
    }

    /// @param nodes the members of `nodes`, `root` among them
    public static Response deploy(String name, String nodes) {
        return deploy(name, nodes, "", "");
    }

    /// @param inGraph further members of the graph, a comma first
    /// @param inSpec further members of the descriptor, a comma first
    public static Response deploy(String name, String nodes, String inGraph, String inSpec) {
        return given().contentType(ContentType.JSON)
                .body(
                        "{\"actor\":\"ann\",\"spec\":{\"graph\":{\"root\":\"root\",\"nodes\":{%s}%s}%s}}"
                                .formatted(nodes, inGraph, inSpec))
                .put("/api/v1/deployments/{name}", name);
    }

    public static String sequence(String... deployments) {
        return node("\"sequence\"", deployments);
    }

    public static String mean(String... deployments) {
        return node("\"ensemble\",\"combine\":\"mean\"", deployments);
    }

    private static String node(String type, String... deployments) {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < deployments.length; i++) {
            steps.append(i == 0 ? "" : ",")
                    .append(
                            "{\"name\":\"s%d\",\"deployment\":\"%s\"}"
                                    .formatted(i, deployments[i]));
        }
        return "\"root\":{\"type\":%s,\"steps\":[%s]}".formatted(type, steps);
    }

    /// Rows whose first element is below a half go the first way.
    public static String byFirstColumn(String low, String high) {
        return """
        "root":{"type":"switch","steps":[
          {"when":{"tensor":"input","column":0,"lessThan":0.5},"deployment":"%s"},{"deployment":"%s"}]}"""
                .formatted(low, high);
    }
}
