package io.minimlops.gateway.oip.grpc;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.containsString;

import com.google.protobuf.ByteString;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Codec;
import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.gateway.testing.StreamAnswers;
import io.minimlops.oip.GRPCInferenceServiceGrpc;
import io.minimlops.oip.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.minimlops.oip.InferParameter;
import io.minimlops.oip.InferTensorContents;
import io.minimlops.oip.ModelConfigRequest;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferRequest.InferInputTensor;
import io.minimlops.oip.ModelInferResponse;
import io.minimlops.oip.ModelMetadataRequest;
import io.minimlops.oip.ModelReadyRequest;
import io.minimlops.oip.ModelStatistics;
import io.minimlops.oip.ModelStatisticsRequest;
import io.minimlops.oip.ModelStreamInferResponse;
import io.minimlops.oip.RepositoryIndexRequest;
import io.minimlops.oip.RepositoryModelLoadRequest;
import io.minimlops.oip.RepositoryModelUnloadRequest;
import io.minimlops.oip.ServerLiveRequest;
import io.minimlops.oip.ServerMetadataRequest;
import io.minimlops.oip.ServerReadyRequest;
import io.minimlops.oip.TraceSettingRequest;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class GrpcInferenceTest {

    private static Registered plain;

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int port;

    private ManagedChannel channel;
    private GRPCInferenceServiceBlockingStub client;

    @BeforeEach
    void connect() throws Exception {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        client = GRPCInferenceServiceGrpc.newBlockingStub(channel);
        plain = Registered.orPlain(plain);
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void aRawRequestIsAnsweredRaw() {
        // When
        ModelInferResponse answer = client.modelInfer(raw(plain.name(), "r1", 2));

        // Then
        assertThat(answer.getModelName()).isEqualTo(plain.name());
        assertThat(answer.getModelVersion()).isEqualTo("1");
        assertThat(answer.getId()).isEqualTo("r1");
        assertThat(answer.getOutputs(0).getName()).isEqualTo("probability");
        assertThat(answer.getOutputs(0).getDatatype()).isEqualTo("FP32");
        assertThat(answer.getOutputs(0).getShapeList()).containsExactly(2L, 1L);
        assertThat(answer.getOutputs(0).hasContents()).isFalse();
        ByteBuffer bytes =
                answer.getRawOutputContents(0)
                        .asReadOnlyByteBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getFloat(0)).isEqualTo(0.5f);
        assertThat(answer.getParametersOrThrow("role").getStringParam()).isEqualTo("champion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void compressedMessagesAreRead(String encoding) {
        // Given
        CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
        compressors.register(new Codec.Gzip());
        compressors.register(new Deflated());
        ManagedChannel compressing =
                NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .compressorRegistry(compressors)
                        .build();

        // When
        ModelInferResponse answer;
        try {
            answer =
                    GRPCInferenceServiceGrpc.newBlockingStub(compressing)
                            .withCompression(encoding)
                            .modelInfer(raw(plain.name(), "c1", 2));
        } finally {
            compressing.shutdownNow();
        }

        // Then
        assertThat(answer.getRawOutputContents(0).size()).isEqualTo(8);
    }

    private record Deflated() implements Compressor {

        @Override
        public String getMessageEncoding() {
            return "deflate";
        }

        @Override
        public OutputStream compress(OutputStream message) {
            return new DeflaterOutputStream(message);
        }
    }

    @Test
    void typedContentsAreAnsweredWithTypedContents() {
        // When
        ModelInferResponse answer =
                client.modelInfer(
                        ModelInferRequest.newBuilder()
                                .setModelName(plain.name())
                                .setModelVersion("1")
                                .addInputs(
                                        input("FP32", 2, 3)
                                                .setContents(
                                                        InferTensorContents.newBuilder()
                                                                .addAllFp32Contents(
                                                                        List.of(
                                                                                0f, 0f, 0f, 1f, 1f,
                                                                                1f))))
                                .build());

        // Then
        assertThat(answer.getRawOutputContentsCount()).isZero();
        assertThat(answer.getOutputs(0).getContents().getFp32ContentsList())
                .containsExactly(0.5f, 0.99752736f);
        assertThat(answer.getId()).isEmpty();
        assertThat(answer.getParametersOrThrow("request_id").getStringParam()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "6, INT32, int_contents, 4",
        "7, INT64, int64_contents, 8",
        "11, FP64, fp64_contents, 8",
        "9, BOOL, bool_contents, 1",
        "8, BYTES, bytes_contents, 7"
    })
    void everyTypedFieldAndItsRawFormGiveTheSame(int onnx, String datatype, String field, int size)
            throws Exception {
        // Given
        Registered model = Registered.served(OnnxModel.identity(onnx, -1));
        var descriptor = InferTensorContents.getDescriptor().findFieldByName(field);
        Object value =
                switch (datatype) {
                    case "INT32" -> -7;
                    case "INT64" -> -7L;
                    case "FP64" -> 0.1;
                    case "BOOL" -> true;
                    default -> ByteString.copyFromUtf8("né");
                };
        InferTensorContents contents =
                InferTensorContents.newBuilder().addRepeatedField(descriptor, value).build();
        ModelInferRequest typed =
                ModelInferRequest.newBuilder()
                        .setModelName(model.name())
                        .addInputs(input(datatype, 1).setContents(contents))
                        .build();

        // When
        ModelInferResponse answer = client.modelInfer(typed);
        ModelInferResponse again =
                client.modelInfer(
                        ModelInferRequest.newBuilder()
                                .setModelName(model.name())
                                .addInputs(input(datatype, 1))
                                .addRawInputContents(little(value))
                                .build());

        // Then
        assertThat(answer.getOutputs(0).getContents()).isEqualTo(contents);
        assertThat(again.getRawOutputContents(0)).isEqualTo(little(value)).hasSize(size);
    }

    @Test
    void anInferenceIsLoggedUnderItsCorrelationId() {
        // Given
        String id = UUID.randomUUID().toString();
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("x-correlation-id", Metadata.ASCII_STRING_MARSHALLER),
                "case-" + id);
        EventLog log = EventLog.of(Topic.INFERENCE_LOG);

        // When
        client.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .modelInfer(raw(plain.name(), id, 1));

        // Then
        log.await(PredictionsServed.class, event -> event.requestId().equals(id));
        assertThat(log.events())
                .filteredOn(event -> event.correlationId().equals("case-" + id))
                .hasSize(1);
    }

    @Test
    void aStreamAnswersInOrderAndOutlivesABadRequest() throws Exception {
        // Given
        Queue<ModelStreamInferResponse> answers = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(1);
        StreamObserver<ModelInferRequest> requests =
                GRPCInferenceServiceGrpc.newStub(channel)
                        .modelStreamInfer(new StreamAnswers(answers, done::countDown));

        // When
        for (int i = 0; i < 200; i++) {
            requests.onNext(raw(i == 100 ? "nobody-" + plain.name() : plain.name(), "s" + i, 1));
        }
        requests.onCompleted();

        // Then
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answers).hasSize(200);
        int expected = 0;
        for (ModelStreamInferResponse answer : answers) {
            assertThat(answer.getInferResponse().getId()).isEqualTo("s" + expected);
            assertThat(answer.getErrorMessage().isEmpty()).isEqualTo(expected != 100);
            expected++;
        }
    }

    @Test
    void equalRequestsUnderWayAreAnsweredByOneRun() throws Exception {
        // Given
        Registered model = Registered.plain();
        cacheAndRunThreeRowsAtOnce(model.name());
        Queue<ModelStreamInferResponse> answers = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(1);
        StreamObserver<ModelInferRequest> requests =
                GRPCInferenceServiceGrpc.newStub(channel)
                        .modelStreamInfer(new StreamAnswers(answers, done::countDown));

        // When
        requests.onNext(raw(model.name(), "first", 1));
        requests.onNext(raw(model.name(), "equal", 1));
        requests.onNext(raw(model.name(), "other", 2));
        requests.onCompleted();

        // Then
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answers)
                .extracting(answer -> answer.getInferResponse().getId())
                .containsExactly("first", "equal", "other");
        ModelStatistics statistics =
                client.modelStatistics(
                                ModelStatisticsRequest.newBuilder().setName(model.name()).build())
                        .getModelStats(0);
        assertThat(statistics.getExecutionCount()).isEqualTo(1);
        assertThat(statistics.getInferenceCount()).isEqualTo(3);
        assertThat(statistics.getInferenceStats().getSuccess().getCount()).isEqualTo(3);
        assertThat(statistics.getInferenceStats().getCacheHit().getCount()).isEqualTo(1);
        assertThat(statistics.getInferenceStats().getCacheHit().getNs()).isPositive();
        assertThat(statistics.getInferenceStats().getCacheMiss().getCount()).isEqualTo(2);
        given().get("/q/metrics")
                .then()
                .body(
                        containsString(
                                "mlops_gateway_cache_coalesced{model=\"%s\",version=\"1\"} 1.0"
                                        .formatted(model.name())));
    }

    private static void cacheAndRunThreeRowsAtOnce(String model) {
        Gateway.deploy(
                        model,
                        """
                        {"cache":{"bytes":1048576},"batching":{"maxRows":64,
                         "preferredRows":[3],"maxQueueDelay":"PT30S","adaptiveDelay":false}}""")
                .then()
                .statusCode(200);
    }

    @Test
    void badRequestsAreRefusedByName() {
        assertThat(code(raw("nobody", "", 1))).isEqualTo(Code.NOT_FOUND);
        assertThat(code(raw("a/b", "", 1))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(code(request(input("FP99", 1, 3)))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(code(request(input("FP32", -1, 3)))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(code(request(input("FP32", 0, 3)))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(code(request(input("FP32", 1L << 31, 3)))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(code(request(input("FP32", 1L << 40, 1L << 40))))
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(code(request(input("FP32", 1, 4)))).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(code(ModelInferRequest.newBuilder().setModelName(plain.name()).build()))
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(
                        code(
                                raw(plain.name(), "", 1).toBuilder()
                                        .putParameters(
                                                "priority", InferParameter.getDefaultInstance())
                                        .build()))
                .isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(
                        code(
                                raw(plain.name(), "", 1).toBuilder()
                                        .setInputs(
                                                0,
                                                input("FP32", 1, 3)
                                                        .setContents(
                                                                InferTensorContents.newBuilder()
                                                                        .addFp32Contents(1)))
                                        .build()))
                .isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void theServerTellsOfItselfAndItsModels() {
        assertThat(client.serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
        assertThat(client.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
        assertThat(
                        client.serverMetadata(ServerMetadataRequest.getDefaultInstance())
                                .getExtensionsList())
                .contains("statistics", "model_repository");
        assertThat(
                        HealthGrpc.newBlockingStub(channel)
                                .check(HealthCheckRequest.getDefaultInstance())
                                .getStatus())
                .isEqualTo(ServingStatus.SERVING);
        assertThat(ready(plain.name())).isTrue();
        assertThat(ready("nobody")).isFalse();
        var metadata =
                client.modelMetadata(
                        ModelMetadataRequest.newBuilder().setName(plain.name()).build());
        assertThat(metadata.getVersionsList()).containsExactly("1");
        assertThat(metadata.getInputs(0).getShapeList()).containsExactly(-1L, 3L);
        var config =
                client.modelConfig(ModelConfigRequest.newBuilder().setName(plain.name()).build())
                        .getConfig();
        assertThat(config.getMaxBatchSize()).isEqualTo(256);
        assertThat(config.getInput(0).getDimsList()).containsExactly(3L);
    }

    @Test
    void statisticsCountWhatWasServed() throws Exception {
        // Given
        Registered model = Registered.plain();

        // When
        client.modelInfer(raw(model.name(), "", 5));

        // Then
        ModelStatistics statistics =
                client.modelStatistics(
                                ModelStatisticsRequest.newBuilder().setName(model.name()).build())
                        .getModelStats(0);
        assertThat(statistics.getInferenceCount()).isEqualTo(5);
        assertThat(statistics.getExecutionCount()).isEqualTo(1);
        assertThat(statistics.getInferenceStats().getSuccess().getCount()).isEqualTo(1);
        assertThat(statistics.getBatchStats(0).getBatchSize()).isEqualTo(5);
        assertThat(statistics.getLastInference()).isPositive();
    }

    @Test
    void modelsAreUnloadedAndLoadedByEitherDialect() throws Exception {
        // Given
        Registered model = Registered.plain();

        // When
        var unloaded =
                client.repositoryModelUnload(
                        RepositoryModelUnloadRequest.newBuilder()
                                .setModelName(model.name())
                                .build());
        Code refused = code(raw(model.name(), "", 1));
        var loaded =
                client.repositoryModelLoad(
                        RepositoryModelLoadRequest.newBuilder()
                                .setRepositoryName(model.name())
                                .build());

        // Then
        assertThat(unloaded.getIsUnloaded()).isTrue();
        assertThat(refused).isEqualTo(Code.UNAVAILABLE);
        assertThat(loaded.getModelName()).isEqualTo(model.name());
        assertThat(loaded.getIsLoaded()).isTrue();
        assertThat(client.modelInfer(raw(model.name(), "", 1)).getModelVersion()).isEqualTo("1");
        assertThat(
                        client.repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                                .getModelsList())
                .anyMatch(m -> m.getName().equals(model.name()) && m.getState().equals("READY"));
    }

    @Test
    void whatIsNotOfferedIsUnimplemented() {
        StatusRuntimeException refused =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> client.traceSetting(TraceSettingRequest.getDefaultInstance()));

        assertThat(refused.getStatus().getCode()).isEqualTo(Code.UNIMPLEMENTED);
    }

    private boolean ready(String model) {
        return client.modelReady(ModelReadyRequest.newBuilder().setName(model).build()).getReady();
    }

    private Code code(ModelInferRequest request) {
        StatusRuntimeException refused =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> client.modelInfer(request));
        assertThat(refused.getStatus().getDescription()).isNotBlank();
        return refused.getStatus().getCode();
    }

    private static ModelInferRequest request(InferInputTensor.Builder input) {
        return ModelInferRequest.newBuilder()
                .setModelName(plain.name())
                .addInputs(input)
                .addRawInputContents(ByteString.copyFrom(new byte[12]))
                .build();
    }

    private static ModelInferRequest raw(String model, String id, int rows) {
        return ModelInferRequest.newBuilder()
                .setModelName(model)
                .setId(id)
                .addInputs(input("FP32", rows, 3))
                .addRawInputContents(ByteString.copyFrom(new byte[rows * 12]))
                .build();
    }

    private static InferInputTensor.Builder input(String datatype, long... shape) {
        InferInputTensor.Builder input =
                InferInputTensor.newBuilder().setName("input").setDatatype(datatype);
        for (long dimension : shape) {
            input.addShape(dimension);
        }
        return input;
    }

    private static ByteString little(Object value) {
        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        switch (value) {
            case Integer number -> bytes.putInt(number);
            case Long number -> bytes.putLong(number);
            case Double number -> bytes.putDouble(number);
            case Boolean flag -> bytes.put((byte) (flag ? 1 : 0));
            case ByteString text -> bytes.putInt(text.size()).put(text.asReadOnlyByteBuffer());
            default -> throw new IllegalArgumentException(value.toString());
        }
        return ByteString.copyFrom(bytes.flip());
    }
}
