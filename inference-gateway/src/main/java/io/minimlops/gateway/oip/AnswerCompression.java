package io.minimlops.gateway.oip;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Errors of the wires are never compressed, and below `/v2` only predictions are: of anything else
/// Triton's clients read the body as it comes, although some of them ask for compression with every
/// request.
@ApplicationScoped
public class AnswerCompression {

    /// Behind [BodyLimit].
    private static final int EARLY = Integer.MAX_VALUE - 3;

    void register(@Observes Filters filters) {
        filters.register(AnswerCompression::check, EARLY);
    }

    private static void check(RoutingContext exchange) {
        String path = exchange.request().path();
        if (path.startsWith("/v2")) {
            boolean prediction = path.endsWith("/infer");
            exchange.addHeadersEndHandler(end -> decide(exchange.response(), prediction));
        } else if (path.startsWith("/v1") || path.equals("/invocations")) {
            exchange.addHeadersEndHandler(end -> decide(exchange.response(), true));
        }
        exchange.next();
    }

    private static void decide(HttpServerResponse answer, boolean compressible) {
        if (!compressible || answer.getStatusCode() != 200) {
            answer.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        }
    }
}
