package io.minimlops.gateway.oip.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.minimlops.gateway.oip.BodyBudget;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.StreamAnswers;
import io.minimlops.oip.GRPCInferenceServiceGrpc;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelStreamInferResponse;
import io.minimlops.oip.ServerLiveRequest;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Messages that are too many at once, or never whole.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class HostileMessagesTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final String INFER = "/inference.GRPCInferenceService/ModelInfer";

    @ConfigProperty(name = "quarkus.grpc.server.test-port")
    int port;

    @Inject BodyBudget budget;
    @Inject Vertx vertx;

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        awaitNothingHeld();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void messagesOnTheirWayTakeNoMoreMemoryThanThereIsAndSmallOnesGoOn() throws Exception {
        // Given
        List<Call> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                slow.add(new Call().send(14));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> budget.held() >= 27L * MEBIBYTE);

            // When
            MultiMap refused;
            try (Call third = new Call().send(14)) {
                refused = third.end();
            }

            // Then
            assertThat(refused.get("grpc-status")).isEqualTo("" + Code.UNAVAILABLE.value());
            assertThat(refused.get("retry-after")).isEqualTo("1");
            assertThat(refused.get("grpc-message")).contains("mlops.gateway.limits.bodies-bytes");
            assertThat(
                            GRPCInferenceServiceGrpc.newBlockingStub(channel)
                                    .serverLive(ServerLiveRequest.getDefaultInstance())
                                    .getLive())
                    .isTrue();
        } finally {
            slow.forEach(Call::close);
        }
        awaitNothingHeld();
    }

    @Test
    void aStreamGivesItsMemoryBackWithEveryAnswer() throws Exception {
        // Given
        BlockingQueue<ModelStreamInferResponse> answers = new LinkedBlockingQueue<>();
        StreamObserver<ModelInferRequest> requests =
                GRPCInferenceServiceGrpc.newStub(channel)
                        .modelStreamInfer(new StreamAnswers(answers));
        ModelInferRequest large =
                ModelInferRequest.newBuilder()
                        .setModelName("nobody")
                        .addRawInputContents(ByteString.copyFrom(new byte[8 * MEBIBYTE]))
                        .build();

        // When
        for (int i = 0; i < 8; i++) {
            requests.onNext(large);

            // Then: each is answered, though all together are more than there is
            assertThat(answers.poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        requests.onCompleted();
        awaitNothingHeld();
    }

    private void awaitNothingHeld() {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> budget.held() == 0);
    }

    /// A call byte by byte, on a connection of its own.
    private final class Call implements AutoCloseable {

        private final HttpClient client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_2)
                                .setHttp2ClearTextUpgrade(false));
        private final HttpClientRequest request;
        private final Future<HttpClientResponse> response;

        Call() throws Exception {
            request = get(client.request(HttpMethod.POST, port, "127.0.0.1", INFER));
            request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
            response = request.response();
            request.setChunked(true);
            request.write(Buffer.buffer().appendByte((byte) 0).appendInt(16 * MEBIBYTE - 1));
        }

        /// So much of a message of 16 MiB.
        Call send(int mebibytes) {
            for (int i = 0; i < mebibytes; i++) {
                request.write(Buffer.buffer(new byte[MEBIBYTE]));
            }
            return this;
        }

        /// What the answer ends with.
        MultiMap end() throws Exception {
            HttpClientResponse answer = get(response);
            return answer.headers().contains("grpc-status")
                    ? answer.headers()
                    : get(answer.end().map(end -> answer.trailers()));
        }

        private static <T> T get(Future<T> future) throws Exception {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            var unused = client.close();
        }
    }
}
