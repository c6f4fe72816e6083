package io.minimlops.gateway.oip;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Refuses a body that announces more than the limit, in words. What the client sends nevertheless
/// is read and thrown away: many clients listen only after they have sent everything, and would see
/// a broken connection instead of the answer. Who asks for leave first, or announces more than
/// anybody should send in vain, is answered at once and the connection closed.
@ApplicationScoped
public class BodyLimit {

    /// Before Quarkus' own limit, which has no words.
    private static final int FIRST = Integer.MAX_VALUE - 2;

    /// Bytes of a body that is refused; who sends more loses the connection.
    static final long MOST_THROWN_AWAY = 128L << 20;

    private final LimitsConfig limits;

    BodyLimit(LimitsConfig limits) {
        this.limits = limits;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    static BadRequest tooLarge(long limit) {
        return new BadRequest(413, "the body has more than %d bytes".formatted(limit));
    }

    private void check(RoutingContext exchange) {
        long announced = announced(exchange.request());
        if (announced <= limits.bodyBytes()) {
            exchange.next();
        } else if (announced > MOST_THROWN_AWAY || asksForLeave(exchange.request())) {
            exchange.response()
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .endHandler(sent -> exchange.request().connection().close());
            refuse(exchange);
        } else {
            exchange.request().handler(ignored -> {}).endHandler(end -> refuse(exchange)).resume();
        }
    }

    /// Such a client sends nothing before it has an answer.
    private static boolean asksForLeave(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.EXPECT);
    }

    private void refuse(RoutingContext exchange) {
        exchange.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end("{\"error\":\"%s\"}".formatted(tooLarge(limits.bodyBytes()).getMessage()));
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
