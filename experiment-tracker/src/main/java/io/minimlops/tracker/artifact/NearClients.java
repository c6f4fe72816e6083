package io.minimlops.tracker.artifact;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Connections that carry files, on the same event loop as the client they are carried for: no
/// buffer changes threads. Connections of one pool would be shared by all loops, hence a pool each.
@ApplicationScoped
class NearClients {

    private static final int CONNECTIONS = 64;
    private static final int CHUNK = 64 * 1024;

    private final Map<Object, HttpClient> byLoop = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final HttpClientOptions options;

    NearClients(Vertx vertx, S3Config config) {
        this.vertx = vertx;
        this.options =
                new HttpClientOptions()
                        .setConnectTimeout((int) S3Client.CONNECT.toMillis())
                        .setIdleTimeout((int) config.patience().toSeconds())
                        .setMaxChunkSize(CHUNK)
                        .setReceiveBufferSize(4 * CHUNK)
                        .setSendBufferSize(4 * CHUNK);
    }

    /// A request to the store.
    ///
    /// @param client for whom
    /// @param use what begins on the event loop, so that nothing can arrive before it is awaited
    <T> Future<T> request(
            HttpServerRequest client,
            RequestOptions request,
            Function<HttpClientRequest, Future<T>> use) {
        if (!(client.connection() instanceof ConnectionBase connection)) {
            return http(vertx).request(request).compose(use);
        }
        Context context = connection.getContext();
        Promise<T> used = Promise.promise();
        context.runOnContext(
                _ ->
                        http(connection.getContext().nettyEventLoop())
                                .request(request)
                                .compose(use)
                                .onComplete(used));
        return used.future();
    }

    private HttpClient http(Object loop) {
        return byLoop.computeIfAbsent(
                loop,
                _ ->
                        vertx.createHttpClient(
                                options, new PoolOptions().setHttp1MaxSize(CONNECTIONS)));
    }
}
