package io.minimlops.gateway.oip;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.minimlops.gateway.testing.GraphDeployments.byFirstColumn;
import static io.minimlops.gateway.testing.GraphDeployments.deploy;
import static io.minimlops.gateway.testing.GraphDeployments.mean;
import static io.minimlops.gateway.testing.GraphDeployments.model;
import static io.minimlops.gateway.testing.GraphDeployments.sigmoid;
import static io.minimlops.gateway.testing.GraphDeployments.unique;
import static io.minimlops.gateway.testing.GrpcRequests.number;
import static io.minimlops.gateway.testing.GrpcRequests.row;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.StreamAnswers;
import io.minimlops.oip.GRPCInferenceServiceGrpc;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferResponse;
import io.minimlops.oip.ModelStreamInferResponse;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Graphs as clients of each wire see them.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class GraphWiresTest {

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int port;

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
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
        ModelInferResponse grpc =
                GRPCInferenceServiceGrpc.newBlockingStub(channel).modelInfer(row(name, "unary", 0));
        assertThat(number(grpc)).isCloseTo(expected, within(1e-6f));
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

    @Test
    void aStreamAnswersInOrderThroughAGraphAndOutlivesABadRequest() throws Exception {
        // Given
        String name = unique();
        deploy(name, byFirstColumn(model(0), model(-1))).then().statusCode(200);
        BlockingQueue<ModelStreamInferResponse> answers = new LinkedBlockingQueue<>();
        StreamObserver<ModelInferRequest> requests =
                GRPCInferenceServiceGrpc.newStub(channel)
                        .modelStreamInfer(new StreamAnswers(answers));

        // When
        for (int i = 0; i < 60; i++) {
            ModelInferRequest request = row(name, "s" + i, i % 2);
            requests.onNext(i == 30 ? request.toBuilder().setModelVersion("7").build() : request);
        }
        requests.onCompleted();

        // Then
        for (int i = 0; i < 60; i++) {
            ModelStreamInferResponse answer = answers.poll(20, TimeUnit.SECONDS);
            assertThat(answer).isNotNull();
            assertThat(answer.getInferResponse().getId()).isEqualTo("s" + i);
            if (i == 30) {
                assertThat(answer.getErrorMessage()).contains("whose one version is 1");
            } else {
                assertThat(answer.getErrorMessage()).isEmpty();
                assertThat(number(answer.getInferResponse())).isEqualTo(0.5f);
            }
        }
    }
}
