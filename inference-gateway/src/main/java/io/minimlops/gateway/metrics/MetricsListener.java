package io.minimlops.gateway.metrics;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.StringWriter;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Serves the metrics where Triton's users look for them: `/metrics` at a port of its own. A port
/// that is taken costs this listener only; the same is at `/q/metrics`.
@ApplicationScoped
public class MetricsListener {

    private static final Logger LOG = Logger.getLogger(MetricsListener.class);

    private final MetricsConfig config;
    private final String host;
    private final Vertx vertx;
    private final CollectorRegistry registry;
    private @Nullable HttpServer server;

    MetricsListener(
            MetricsConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            Vertx vertx,
            PrometheusMeterRegistry metrics) {
        this.config = config;
        this.host = host;
        this.vertx = vertx;
        this.registry = metrics.getPrometheusRegistry();
    }

    void start(@Observes StartupEvent event) {
        if (!config.listen()) {
            return;
        }
        HttpServer starting = vertx.createHttpServer().requestHandler(this::answer);
        try {
            server =
                    starting.listen(config.port(), host)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
        } catch (CompletionException e) {
            LOG.warnf(
                    "metrics are not served at %s:%d: %s",
                    host, config.port(), String.valueOf(e.getCause()));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            var unused = server.close();
        }
    }

    /// Where it listens; 0 when it does not.
    public int port() {
        return server == null ? 0 : server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        boolean known = request.path().equals("/metrics");
        boolean reads =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (!known || !reads) {
            request.response()
                    .setStatusCode(known ? 405 : 404)
                    .end(known ? "only GET\n" : "metrics are at /metrics\n");
            return;
        }
        String type = TextFormat.chooseContentType(request.getHeader(HttpHeaders.ACCEPT));
        vertx.executeBlocking(() -> write(type))
                .onSuccess(
                        text ->
                                request.response()
                                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                                        .end(text))
                .onFailure(
                        failure -> {
                            LOG.error("metrics could not be gathered", failure);
                            request.response().setStatusCode(500).end();
                        });
    }

    private String write(String type) throws IOException {
        StringWriter text = new StringWriter();
        TextFormat.writeFormat(type, text, registry.metricFamilySamples());
        return text.toString();
    }
}
