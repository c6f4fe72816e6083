package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.minimlops.events.DeploymentEvent.BanditLearned;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class BanditFeedbackTest {

    private static final String BOLD = "[{\"name\":\"bold\",\"version\":\"2\"}]";

    private static String model() throws Exception {
        return Registered.served(OnnxModel.logistic(-1, 1, 0, 0), OnnxModel.logistic(1, 1, 0, 0))
                .name();
    }

    private static Response deploy(String model, String arms, String policy) {
        return Gateway.deploy(
                model, "{\"traffic\":{\"arms\":%s,\"policy\":%s}}".formatted(arms, policy));
    }

    /// One request, and feedback by which the arm is always right or always wrong.
    private static String askAndReward(String model) {
        String id = UUID.randomUUID().toString();
        String role =
                json(infer(
                                model,
                                """
                                        {"id":"%s","inputs":[{"name":"input","shape":[1,3],"datatype":"FP32","data":[0,0,0]}]}"""
                                        .formatted(id)))
                        .at("/parameters/role")
                        .asText();
        given().contentType(ContentType.JSON)
                .body(
                        "{\"model\":\"%s\",\"labels\":[{\"predictionId\":\"%s\",\"reward\":%s}]}"
                                .formatted(model, id, role.equals("bold") ? 0.9 : 0.1))
                .post("/api/v1/feedback")
                .then()
                .statusCode(202);
        return role;
    }

    @Test
    void rewardsMoveTheTrafficToTheBetterArm() throws Exception {
        // Given
        String model = model();
        deploy(model, BOLD, "{\"algorithm\":\"thompson\",\"halfLife\":5000}")
                .then()
                .statusCode(200);
        String traffic = "/api/v1/deployments/{m}/traffic";
        float before = given().get(traffic, model).path("arms[1].percent");

        // When
        for (int i = 0; i < 80; i++) {
            askAndReward(model);
        }

        // Then
        assertThat(before).isBetween(45f, 55f);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                given().get(traffic, model)
                                        .then()
                                        .statusCode(200)
                                        .body("policy.algorithm", equalTo("thompson"))
                                        .body("arms[1].percent", greaterThan(90f))
                                        .body("arms[1].posterior.mean", greaterThan(0.7f))
                                        .body("arms[0].posterior.rewards", greaterThan(0)));
        BanditLearned learned =
                EventLog.of(Topic.DEPLOYMENTS)
                        .await(
                                BanditLearned.class,
                                event ->
                                        event.deployment().equals(model)
                                                && event.arms().size() == 2);
        assertThat(learned.arms())
                .extracting(arm -> arm.arm() + arm.version())
                .containsExactlyInAnyOrder("champion1", "bold2");
        assertThat(given().get("/q/metrics").asString())
                .contains(
                        "mlops_gateway_bandit_mean{arm=\"bold\",deployment=\"%s\"}"
                                .formatted(model))
                .contains(
                        "mlops_gateway_bandit_rewards_total{arm=\"bold\",deployment=\"%s\"}"
                                .formatted(model));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|spec.traffic.policy.algorithm must be epsilonGreedy or thompson",
                "{\"algorithm\":\"thompson\",\"epsilon\":0.1}|spec.traffic.policy.epsilon is for",
                "{\"algorithm\":\"epsilonGreedy\",\"epsilon\":2}|spec.traffic.policy.epsilon must be",
                "{\"algorithm\":\"thompson\",\"halfLife\":0}|spec.traffic.policy.halfLife must be",
                "{\"algorithm\":\"guess\"}|spec.traffic.policy.algorithm cannot be read"
            })
    void aBrokenPolicyIsToldWhere(String policy, String told) {
        deploy("nobody", BOLD, policy).then().statusCode(422).body("detail", containsString(told));
    }

    @Test
    void aPolicyNeedsAnArmBesideTheChampion() {
        deploy("nobody", "[]", "{\"algorithm\":\"thompson\"}")
                .then()
                .statusCode(422)
                .body("detail", containsString("must have at least one arm"));
    }
}
