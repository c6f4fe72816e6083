package io.minimlops.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.minimlops.bench.load.Swarm.Flood;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwarmTest {

    private static final int CONNECTIONS = 3;
    private static final Duration LENGTH = Duration.ofMillis(400);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    /// @param status by the request's number, from 1
    private Flood flood(double perSecond, IntUnaryOperator status) {
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    byte[] body = "answer".getBytes();
                    exchange.sendResponseHeaders(
                            status.applyAsInt(requests.incrementAndGet()), body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        HttpCall call = HttpCall.post(address, "/", "{}");
        Swarm swarm =
                new Swarm(
                        CONNECTIONS,
                        Duration.ZERO,
                        LENGTH,
                        () -> new CpuTimes(Duration.ofNanos(System.nanoTime()), Map.of()));
        return swarm.run(address, () -> new HttpExchange(call), perSecond);
    }

    @Test
    void eachConnectionAsksAgainAsSoonAsItIsAnswered() {
        // When
        Flood flood = flood(0, number -> 200);

        // Then
        assertThat(flood.answered().latencies().getTotalCount())
                .isGreaterThan(CONNECTIONS)
                .isLessThanOrEqualTo(requests.get());
        assertThat(flood.answered().clients()).isEqualTo(CONNECTIONS);
        assertThat(flood.refused().getTotalCount()).isZero();
    }

    @Test
    void requestsArriveAtTheirRateHoweverFastTheServerIs() {
        // When
        flood(50, number -> 200);

        // Then
        assertThat(requests.get()).isBetween(2, 22);
    }

    @Test
    void theRefusedAreCountedApart() {
        // When
        Flood flood = flood(0, number -> number % 2 == 0 ? 503 : 200);

        // Then
        assertThat(flood.refused().getTotalCount()).isPositive();
        assertThat(flood.answered().latencies().getTotalCount()).isPositive();
        assertThat(flood.refused().getTotalCount() + flood.answered().latencies().getTotalCount())
                .isLessThanOrEqualTo(requests.get());
    }

    @Test
    void aBrokenServerHasNoFigures() {
        assertThatThrownBy(() -> flood(0, number -> number == 5 ? 500 : 200))
                .isInstanceOf(LoadFailed.class)
                .hasMessageContaining("the server answered 500");
    }
}
