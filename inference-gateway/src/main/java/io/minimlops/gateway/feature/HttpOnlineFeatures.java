package io.minimlops.gateway.feature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.correlation.CorrelationId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks a Feast-compatible feature server, over connections that are kept.
@ApplicationScoped
public class HttpOnlineFeatures implements OnlineFeatures {

    private static final int LONGEST_REASON = 300;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final URI address;
    private final Duration timeout;

    HttpOnlineFeatures(FeatureStoreConfig store, FeatureConfig config) {
        this.address = URI.create(store.url() + "/get-online-features");
        this.timeout = config.timeout();
    }

    @Override
    public FeatureRows lookUp(
            Question question, List<List<Object>> rows, List<@Nullable Instant> eventTimes)
            throws FeatureStoreAway, InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address)
                            .header("Content-Type", "application/json")
                            .header(CorrelationId.HEADER, UUID.randomUUID().toString())
                            .POST(
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            OnlineFeaturesQuery.write(question, rows, eventTimes)))
                            .build();
            HttpResponse<byte[]> answer = send(request);
            requireAnswer(answer);
            return OnlineFeaturesAnswer.read(answer.body(), question.names(), rows.size());
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new FeatureStoreAway("feature-store cannot be reached: " + reason, e);
        }
    }

    /// A kept connection may have been closed by the other side; a lookup changes nothing, so it is
    /// simply asked again on a fresh one.
    private HttpResponse<byte[]> send(HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return sendOnce(request);
        } catch (HttpTimeoutException | ConnectException e) {
            throw e;
        } catch (IOException e) {
            return sendOnce(request);
        }
    }

    /// The client's own timeout ends with the head of an answer; this one holds for all of it.
    private HttpResponse<byte[]> sendOnce(HttpRequest request)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static void requireAnswer(HttpResponse<byte[]> answer) throws FeatureStoreAway {
        int status = answer.statusCode();
        if (status == 200) {
            return;
        }
        byte[] body = answer.body();
        String reason = new String(body, 0, Math.min(body.length, LONGEST_REASON), UTF_8);
        String text = "feature-store answered %d: %s".formatted(status, reason);
        if (status == 400 || status == 422) {
            throw new InvalidFeatureRequest(text);
        }
        throw new FeatureStoreAway(text);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
