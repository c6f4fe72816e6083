package io.minimlops.gateway.payloadlog;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.GrpcRequests;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.oip.GRPCInferenceServiceGrpc;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferResponse;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class PayloadLogTest {

    private static final String BODY =
            """
            {"id":"%s","inputs":[{"name":"input","shape":[1,3],"datatype":"FP32","data":%s}]}""";

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int grpcPort;

    private static String logged(String payloadLog) throws Exception {
        String model =
                Registered.served(OnnxModel.logistic(1, 0, 0, 0), OnnxModel.logistic(2, 0, 0, 0))
                        .name();
        Gateway.deploy(model, "{\"payloadLog\":%s}".formatted(payloadLog)).then().statusCode(200);
        return model;
    }

    private static Response ask(String model, String id, String data) {
        return given().contentType(ContentType.JSON)
                .header("Ce-Id", "event-" + id)
                .header("X-Correlation-Id", "case-" + id)
                .body(BODY.formatted(id, data))
                .post("/v2/models/{m}/infer", model);
    }

    private static List<ConsumerRecord<String, byte[]>> told(String requestId) {
        return EventLog.of(Topic.INFERENCE_PAYLOAD).records().stream()
                .filter(each -> requestId.equals(each.key()))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> awaitTold(String requestId, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> told(requestId), found -> found.size() >= count);
    }

    private static List<ConsumerRecord<String, byte[]>> toldAs(String eventId) {
        return EventLog.of(Topic.INFERENCE_PAYLOAD).records().stream()
                .filter(each -> eventId.equals(header(each, "ce_id")))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> awaitToldAs(String eventId, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> toldAs(eventId), found -> found.size() >= count);
    }

    private static String header(ConsumerRecord<String, byte[]> told, String name) {
        return new String(told.headers().lastHeader(name).value(), UTF_8);
    }

    private static double dropped(String cause) {
        String start = "mlops_gateway_payload_log_dropped_total{cause=\"" + cause + "\"} ";
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
                .sum();
    }

    @Test
    void aRequestAndItsAnswerAreToldByteForByteUnderOneId() throws Exception {
        // Given
        String model = logged("{}");

        // When
        String answer = ask(model, model, "[0,0,0]").then().statusCode(200).extract().asString();

        // Then
        List<ConsumerRecord<String, byte[]>> told = awaitTold(model, 2);
        assertThat(told)
                .extracting(each -> header(each, "ce_type"))
                .containsExactly(
                        "org.kubeflow.serving.inference.request",
                        "org.kubeflow.serving.inference.response");
        assertThat(told)
                .extracting(each -> new String(each.value(), UTF_8))
                .containsExactly(BODY.formatted(model, "[0,0,0]"), answer);
        assertThat(told)
                .allSatisfy(
                        each -> {
                            assertThat(header(each, "ce_id")).isEqualTo("event-" + model);
                            assertThat(header(each, "ce_correlationid")).isEqualTo("case-" + model);
                            assertThat(header(each, "ce_endpoint")).isEqualTo("default");
                            assertThat(header(each, "ce_inferenceservicename")).isEqualTo(model);
                            assertThat(header(each, "content-type")).startsWith("application/json");
                        });
    }

    @Test
    void aCanarysPayloadsSaySoAndAnErrorIsNotTold() throws Exception {
        // Given
        String model = logged("{\"mode\":\"all\"}");
        given().contentType(ContentType.JSON)
                .body(Map.of("version", "2", "percent", 100))
                .put("/api/v1/deployments/{m}/canary", model)
                .then()
                .statusCode(200);

        // When
        ask(model, "bad-" + model, "[0,0]").then().statusCode(400);
        given().contentType(ContentType.JSON)
                .body(BODY.formatted("wrong-" + model, "[0,0,0]").replace("\"input\"", "\"other\""))
                .post("/v2/models/{m}/infer", model)
                .then()
                .statusCode(400);
        ask(model, "good-" + model, "[0,0,0]").then().statusCode(200);

        // Then
        assertThat(awaitTold("good-" + model, 2))
                .extracting(each -> header(each, "ce_endpoint"))
                .containsExactly("canary", "canary");
        assertThat(awaitTold("wrong-" + model, 1))
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(header(each, "ce_type")).endsWith(".request");
                            assertThat(header(each, "ce_id")).isEqualTo("wrong-" + model);
                            assertThat(header(each, "ce_endpoint")).isEqualTo("canary");
                        });
        assertThat(told("bad-" + model)).isEmpty();
    }

    @Test
    void aBinaryPayloadIsToldWithItsHeadsLength() throws Exception {
        // Given
        String model = logged("{\"mode\":\"response\"}");

        // When
        Response answer =
                given().contentType(ContentType.JSON)
                        .body(
                                BODY.formatted(model, "[0,0,0]")
                                        .replace(
                                                "\"inputs\"",
                                                "\"parameters\":{\"binary_data_output\":true},\"inputs\""))
                        .post("/v2/models/{m}/infer", model);

        // Then
        answer.then().statusCode(200);
        assertThat(awaitTold(model, 1))
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.value()).isEqualTo(answer.asByteArray());
                            assertThat(header(each, "content-type"))
                                    .isEqualTo("application/octet-stream");
                            assertThat(header(each, "inference-header-content-length"))
                                    .isEqualTo(answer.header("Inference-Header-Content-Length"));
                        });
    }

    @Test
    void whatIsSampledOutOrTooLargeIsNotToldAndTheLatterIsCounted() throws Exception {
        // Given
        String none = logged("{\"sampling\":0}");
        String small = logged("{\"maxBytes\":8}");
        String all = logged("{}");
        double before = dropped("too-large");

        // When
        ask(none, none, "[0,0,0]").then().statusCode(200);
        ask(small, small, "[0,0,0]").then().statusCode(200);
        ask(all, all, "[0,0,0]").then().statusCode(200);

        // Then
        awaitTold(all, 2);
        assertThat(told(none)).isEmpty();
        assertThat(told(small)).isEmpty();
        assertThat(dropped("too-large") - before).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/%s:predict", "/invocations?model=%s"})
    void rowsAndTheirAnswersAreToldByteForByteWithMetadataAndAnnotations(String path)
            throws Exception {
        // Given
        String model = logged("{\"annotations\":{\"team\":\"ads\",\"cost\":\"1\"}}");
        String body = "{ \"instances\": [[0,0,0], [1.0,2,3]] }";

        // When
        String answer =
                given().contentType(ContentType.JSON)
                        .header("Ce-Id", "rows-" + model)
                        .header("x-team", "blue", "green")
                        .header("X-Secret", "not told")
                        .body(body)
                        .post(path.formatted(model))
                        .then()
                        .statusCode(200)
                        .contentType(ContentType.JSON)
                        .extract()
                        .asString();

        // Then
        List<ConsumerRecord<String, byte[]>> told = awaitToldAs("rows-" + model, 2);
        assertThat(told)
                .extracting(each -> new String(each.value(), UTF_8))
                .containsExactly(body, answer);
        assertThat(answer).startsWith("{\"predictions\":");
        assertThat(told)
                .allSatisfy(
                        each -> {
                            assertThat(header(each, "ce_inferenceservicename")).isEqualTo(model);
                            assertThat(header(each, "ce_metadata"))
                                    .isEqualTo("{\"X-Team\":[\"blue\",\"green\"]}");
                            assertThat(header(each, "ce_annotations"))
                                    .isEqualTo("{\"cost\":\"1\",\"team\":\"ads\"}");
                            assertThat(header(each, "content-type")).startsWith("application/json");
                        });
    }

    @Test
    void ofRowsThatAreRefusedOnlyTheRequestIsTold() throws Exception {
        // Given
        String model = logged("{}");
        Gateway.deploy(model, "{\"payloadLog\":{},\"limits\":{\"maxRowsPerRequest\":1}}")
                .then()
                .statusCode(200);

        // When
        given().contentType(ContentType.JSON)
                .header("Ce-Id", "many-" + model)
                .body("{\"instances\":[[0,0,0],[0,0,0]]}")
                .post("/v1/models/%s:predict".formatted(model))
                .then()
                .statusCode(400);
        given().contentType(ContentType.JSON)
                .header("Ce-Id", "one-" + model)
                .body("{\"instances\":[[0,0,0]]}")
                .post("/v1/models/%s:predict".formatted(model))
                .then()
                .statusCode(200);

        // Then
        awaitToldAs("one-" + model, 2);
        assertThat(toldAs("many-" + model))
                .singleElement()
                .satisfies(each -> assertThat(header(each, "ce_type")).endsWith(".request"));
    }

    @Test
    void aCallOverGrpcIsToldAsItsMessages() throws Exception {
        // Given
        String model = logged("{}");
        ModelInferRequest request = GrpcRequests.row(model, model, 0);
        Metadata sent = new Metadata();
        sent.put(Metadata.Key.of("x-team", Metadata.ASCII_STRING_MARSHALLER), "blue");
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
        Channel asking =
                ClientInterceptors.intercept(
                        channel, MetadataUtils.newAttachHeadersInterceptor(sent));

        // When
        ModelInferResponse answer =
                GRPCInferenceServiceGrpc.newBlockingStub(asking).modelInfer(request);
        channel.shutdownNow();

        // Then
        List<ConsumerRecord<String, byte[]>> told = awaitTold(model, 2);
        assertThat(ModelInferRequest.parseFrom(told.get(0).value())).isEqualTo(request);
        assertThat(ModelInferResponse.parseFrom(told.get(1).value())).isEqualTo(answer);
        assertThat(told)
                .extracting(each -> header(each, "content-type"))
                .containsOnly("application/grpc+proto");
        assertThat(told)
                .extracting(each -> header(each, "ce_metadata"))
                .containsOnly("{\"X-Team\":[\"blue\"]}");
    }

    @Test
    void answersGoOnWithoutKafkaAndPayloadsAreToldAgainWhenItIsBack() throws Exception {
        // Given
        String model = logged("{}");

        // When
        PlatformResource.kafka().stop();
        try {
            for (int i = 0; i < 20; i++) {
                ask(model, "away-" + i + model, "[0,0,0]").then().statusCode(200);
            }
        } finally {
            PlatformResource.kafka().start();
        }
        ask(model, "back-" + model, "[0,0,0]").then().statusCode(200);

        // Then
        awaitTold("back-" + model, 2);
    }
}
