package io.minimlops.gateway.deployment;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.GrpcRequests;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.RawHttp;
import io.minimlops.gateway.testing.RawHttp.Answer;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.oip.GRPCInferenceServiceGrpc;
import io.minimlops.oip.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.minimlops.oip.ModelInferResponse;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Version changes and sleep seen over JSON, binary REST and gRPC at once.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class SwapWiresTest {

    private static final int CLIENTS_PER_WIRE = 3;

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int grpcPort;

    private final Registered model = new Registered();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> answered = new ConcurrentHashMap<>();

    /// @param probability what the version named gives for zeros
    private record Seen(String version, float probability) {}

    @Test
    void noRequestFailsAndNoAnswerIsMixedWhateverChanges() throws Exception {
        // Given
        for (int version = 1; version <= 3; version++) {
            model.version(String.valueOf(version), OnnxModel.logistic(version, 0, 0, 0));
        }
        model.champion("1");
        awaitChampion(model.name(), "1");
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
        List<Thread> clients = clients(channel);

        // When
        for (String version : List.of("2", "3", "1")) {
            model.champion(version);
            awaitChampion(model.name(), version);
            deploy("{\"batching\":{\"maxRows\":%s}}".formatted(8 * Integer.parseInt(version)));
        }
        stop.set(true);
        for (Thread client : clients) {
            client.join();
        }
        channel.shutdownNow();

        // Then
        assertThat(failures).isEmpty();
        assertThat(answered).containsOnlyKeys("1", "2", "3");
    }

    @Test
    void aSleepingModelThatIsAskedOverAllWiresAtOnceAnswersEveryone() throws Exception {
        // Given
        model.version("1", OnnxModel.logistic(1, 0, 0, 0)).champion("1");
        awaitChampion(model.name(), "1");
        deploy("{\"scaling\":{\"idleAfter\":\"PT1S\"}}");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> "cold".equals(state()));
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();

        // When
        List<Thread> clients = clients(channel);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> "warm".equals(state()) && answered.getOrDefault("1", 0) > 100);
        stop.set(true);
        for (Thread client : clients) {
            client.join();
        }
        channel.shutdownNow();

        // Then
        assertThat(failures).isEmpty();
    }

    /// Requests come when it is about to fall asleep, has just done so, or is only doing so.
    @Test
    void nobodyIsRefusedWhileAModelFallsAsleepAndWakesAgainAndAgain() throws Exception {
        // Given
        model.version("1", OnnxModel.logistic(1, 0, 0, 0)).champion("1");
        awaitChampion(model.name(), "1");
        deploy("{\"scaling\":{\"idleAfter\":\"PT1S\"}}");
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
        List<Callable<Seen>> wires = wires(channel);

        // When
        for (int i = 0; i < 30 && failures.isEmpty() && coldStarts() < 3; i++) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(950_000_000, 1_150_000_000));
            List<Thread> asking =
                    wires.stream().map(wire -> Thread.ofVirtual().start(() -> ask(wire))).toList();
            for (Thread each : asking) {
                each.join();
            }
        }
        channel.shutdownNow();

        // Then
        assertThat(failures).isEmpty();
        assertThat(coldStarts()).isGreaterThanOrEqualTo(3);
    }

    private int coldStarts() {
        return given().get("/api/v1/deployments/{m}/scaling", model.name())
                .path("coldStarts.count");
    }

    private String state() {
        return given().get("/api/v1/deployments/{m}/scaling", model.name()).path("state");
    }

    private void deploy(String spec) {
        Gateway.deploy(model.name(), spec).then().statusCode(200);
    }

    private List<Thread> clients(ManagedChannel channel) throws Exception {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS_PER_WIRE; i++) {
            for (Callable<Seen> wire : wires(channel)) {
                clients.add(Thread.ofVirtual().start(() -> hammer(wire)));
            }
        }
        return clients;
    }

    private List<Callable<Seen>> wires(ManagedChannel channel) throws Exception {
        GRPCInferenceServiceBlockingStub stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
        RawHttp plain = new RawHttp();
        RawHttp binary = new RawHttp();
        return List.of(() -> json(plain), () -> binary(binary), () -> grpc(stub));
    }

    private void hammer(Callable<Seen> wire) {
        while (!stop.get() && ask(wire)) {}
    }

    /// Whether it was answered.
    private boolean ask(Callable<Seen> wire) {
        try {
            Seen seen = wire.call();
            double own = 1 / (1 + Math.exp(-Double.parseDouble(seen.version())));
            if (Math.abs(seen.probability() - own) > 1e-6) {
                failures.add("mixed: " + seen);
            }
            answered.merge(seen.version(), 1, Integer::sum);
            return true;
        } catch (Exception e) {
            failures.add(e.toString());
            return false;
        }
    }

    private Seen json(RawHttp connection) throws Exception {
        byte[] body = tensor("[1,3]", "[0,0,0]").getBytes(UTF_8);
        Answer answer =
                connection
                        .send(
                                RawHttp.post(
                                        "/v2/models/%s/infer".formatted(model.name()), body.length))
                        .send(body)
                        .receive();
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        JsonPath json = JsonPath.from(answer.text());
        return new Seen(json.getString("model_version"), json.getFloat("outputs[0].data[0]"));
    }

    private Seen binary(RawHttp connection) throws Exception {
        byte[] head =
                """
                {"parameters":{"binary_data_output":true},"inputs":[{"name":"input","shape":[1,3],"datatype":"FP32","parameters":{"binary_data_size":12}}]}"""
                        .getBytes(UTF_8);
        Answer answer =
                connection
                        .send(
                                RawHttp.post(
                                        "/v2/models/%s/infer".formatted(model.name()),
                                        head.length + 12L,
                                        "Inference-Header-Content-Length: " + head.length))
                        .send(head)
                        .send(new byte[12])
                        .receive();
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        String version = answer.text().replaceAll("(?s).*\"model_version\":\"(\\d)\".*", "$1");
        int at = Integer.parseInt(answer.headers().get("inference-header-content-length"));
        return new Seen(version, little(answer.body()).getFloat(at));
    }

    private Seen grpc(GRPCInferenceServiceBlockingStub stub) {
        ModelInferResponse answer = stub.modelInfer(GrpcRequests.row(model.name(), "", 0));
        return new Seen(answer.getModelVersion(), GrpcRequests.number(answer));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
