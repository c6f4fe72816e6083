package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Carries bytes to and from addresses in the store, buffer by buffer. Calls wait for their answer;
/// the bytes themselves move on the event loop.
@ApplicationScoped
class ObjectChannel {

    private static final Logger LOG = Logger.getLogger(ObjectChannel.class);

    private final NearClients store;

    ObjectChannel(NearClients store) {
        this.store = store;
    }

    /// The answer with its body still to come, at the reader's pace.
    ///
    /// @param client for whom
    HttpClientResponse get(HttpServerRequest client, String link, Map<String, String> headers) {
        RequestOptions options =
                new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(link);
        headers.forEach(options::putHeader);
        return answered(
                store.request(
                        client,
                        options,
                        request -> request.send().onSuccess(HttpClientResponse::pause)));
    }

    /// Sends what was collected.
    ///
    /// @param from whose it is
    /// @return the ETag the store gave it
    String put(ClientBody from, String link, @Nullable String mediaType, Collected content) {
        HttpClientRequest request = opened(from, link, mediaType, content.size());
        Future<Stored> stored = stored(request);
        content.buffers().forEach(request::write);
        request.end();
        return checked(answered(stored));
    }

    /// Sends the next bytes of a client's body while they arrive.
    ///
    /// @return the ETag the store gave them
    /// @throws IOException when the client breaks off
    String put(String link, ClientBody body, long size) throws IOException {
        HttpClientRequest request = opened(body, link, null, size);
        Future<Stored> stored = stored(request).onComplete(_ -> body.stop(new StoreGone()));
        try {
            await(
                    body.pour(size, request)
                            .compose(count -> ended(request, count, size))
                            .onFailure(_ -> request.reset()));
        } catch (StoreGone _) {
            // The answer says why.
        }
        return checked(answered(stored));
    }

    private static Future<Void> ended(HttpClientRequest request, long count, long size) {
        return count == size
                ? request.end()
                : Future.failedFuture(new IOException("the body ends early"));
    }

    /// Waits for bytes to be poured.
    ///
    /// @throws IOException when the client breaks off
    static <T> T await(Future<T> pouring) throws IOException {
        try {
            return pouring.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpClientRequest opened(
            ClientBody from, String link, @Nullable String mediaType, long size) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.PUT)
                        .setAbsoluteURI(link)
                        .putHeader("Content-Length", Long.toString(size));
        if (mediaType != null) {
            options.putHeader("Content-Type", mediaType);
        }
        // Whoever waits for the answer hears of a failure; without this it would be logged as well.
        return answered(
                store.request(
                        from.request(),
                        options,
                        request -> Future.succeededFuture(request.exceptionHandler(_ -> {}))));
    }

    private static Future<Stored> stored(HttpClientRequest request) {
        return request.response()
                .compose(
                        response ->
                                response.body()
                                        .map(
                                                body ->
                                                        new Stored(
                                                                response.statusCode(),
                                                                response.getHeader("ETag"),
                                                                body)));
    }

    private static String checked(Stored stored) {
        if (stored.status() == 200 && stored.etag() != null) {
            return stored.etag().replace("\"", "");
        }
        throw S3Failure.answered(stored.status(), stored.body().toString());
    }

    private static <T> T answered(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static Refusal away(Exception why) {
        LOG.warnf("artifact store: %s", why.getCause());
        return S3Failure.away();
    }

    private record Stored(int status, @Nullable String etag, Buffer body) {}

    /// The store answered, or broke off, before it had everything.
    private static final class StoreGone extends IOException {}
}
