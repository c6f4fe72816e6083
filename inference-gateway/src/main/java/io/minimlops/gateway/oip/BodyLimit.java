package io.minimlops.gateway.oip;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Refuses a body that announces more than the limit before any of it is read.
@ApplicationScoped
public class BodyLimit {

    private static final int BEFORE_ROUTING = 1_000;

    private final LimitsConfig limits;

    BodyLimit(LimitsConfig limits) {
        this.limits = limits;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ROUTING);
    }

    private void check(RoutingContext exchange) {
        String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !isOver(length)) {
            exchange.next();
            return;
        }
        exchange.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(
                        "{\"error\":\"the body has more than %d bytes\"}"
                                .formatted(limits.bodyBytes()))
                .onComplete(done -> exchange.request().connection().close());
    }

    private boolean isOver(String length) {
        try {
            return Long.parseLong(length) > limits.bodyBytes();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
