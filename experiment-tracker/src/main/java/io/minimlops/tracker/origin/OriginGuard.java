package io.minimlops.tracker.origin;

import io.minimlops.tracker.origin.OriginPolicy.Verdict;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/// Judges every request before anything else looks at it, and answers the questions (`OPTIONS`)
/// that browsers ask beforehand.
@ApplicationScoped
public class OriginGuard {

    private static final int BEFORE_ALL_OTHERS = 1000;
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private final OriginPolicy policy;

    OriginGuard(OriginConfig config) {
        this.policy =
                new OriginPolicy(
                        Set.copyOf(config.corsOrigins().orElse(List.of())),
                        Set.copyOf(config.allowedHosts().orElse(List.of())));
    }

    void install(@Observes Filters filters) {
        filters.register(this::guard, BEFORE_ALL_OTHERS);
    }

    private void guard(RoutingContext context) {
        HttpServerRequest request = context.request();
        Verdict verdict =
                policy.judge(
                        request.method().name(),
                        request.path(),
                        request.getHeader("Host"),
                        request.getHeader("Origin"));
        switch (verdict) {
            case Verdict.Refused(String why) -> refuse(context, why);
            case Verdict.Shared(String origin) -> {
                share(context.response(), request, origin);
                goOn(context);
            }
            case Verdict.Unshared _, Verdict.Plain _ -> goOn(context);
        }
    }

    private static void goOn(RoutingContext context) {
        if (context.request().method().equals(HttpMethod.OPTIONS)) {
            context.response().putHeader("Allow", METHODS).setStatusCode(204).end();
        } else {
            context.next();
        }
    }

    private static void share(
            HttpServerResponse response, HttpServerRequest request, String origin) {
        response.putHeader("Access-Control-Allow-Origin", origin)
                .putHeader("Access-Control-Allow-Credentials", "true")
                .putHeader("Access-Control-Expose-Headers", "*")
                .putHeader("Vary", "Origin");
        String asked = request.getHeader("Access-Control-Request-Headers");
        if (request.method().equals(HttpMethod.OPTIONS)) {
            response.putHeader("Access-Control-Allow-Methods", METHODS)
                    .putHeader("Access-Control-Max-Age", "600");
            if (asked != null) {
                response.putHeader("Access-Control-Allow-Headers", asked);
            }
        }
    }

    private static void refuse(RoutingContext context, String why) {
        context.response().setStatusCode(403).putHeader("Content-Type", "text/plain").end(why);
    }
}
