package io.minimlops.tracker.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/// Two courtesies of the wire, done before routing: browsers say `/ajax-api` where others say
/// `/api`, and a GET without query string may bring its
/// parameters as a JSON body.
@ApplicationScoped
public class Entrance {

    private static final String AJAX = "/ajax-api/";
    private static final String SEEN = "query-in-body";
    private static final int PRIORITY = 100;
    private static final long LARGEST_QUERY = 64 * 1024;

    private final JsonMapper json = JsonMapper.builder().build();

    void install(@Observes Filters filters) {
        filters.register(this::rewrite, PRIORITY);
    }

    private void rewrite(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.uri().startsWith(AJAX)) {
            context.reroute("/api/" + request.uri().substring(AJAX.length()));
        } else if (context.get(SEEN) == null && isQueryInBody(request)) {
            context.put(SEEN, true);
            request.body().onSuccess(body -> reroute(context, body)).onFailure(context::fail);
            request.resume();
        } else {
            context.next();
        }
    }

    private static boolean isQueryInBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.method().equals(HttpMethod.GET)
                && request.version() != HttpVersion.HTTP_2
                && request.path().startsWith("/api/2.0/mlflow/")
                && (request.query() == null || request.query().isEmpty())
                && length != null
                && length.length() < 10
                && Long.parseLong(length) > 0
                && Long.parseLong(length) <= LARGEST_QUERY;
    }

    private void reroute(RoutingContext context, Buffer body) {
        try {
            context.reroute(context.request().path() + query(json.readTree(body.getBytes())));
        } catch (JsonProcessingException e) {
            refuse(context, e.getOriginalMessage());
        } catch (java.io.IOException e) {
            refuse(context, "it cannot be read");
        }
    }

    private static String query(JsonNode parameters) {
        StringJoiner query = new StringJoiner("&", "?", "");
        for (Map.Entry<String, JsonNode> field : parameters.properties()) {
            JsonNode value = field.getValue();
            if (value.isArray()) {
                value.forEach(element -> query.add(parameter(field.getKey(), element)));
            } else if (!value.isNull()) {
                query.add(parameter(field.getKey(), value));
            }
        }
        return query.toString();
    }

    private static String parameter(String name, JsonNode value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value.asText(), StandardCharsets.UTF_8);
    }

    private static void refuse(RoutingContext context, String why) {
        String message =
                "The request body is not valid JSON: " + why.replaceAll("[\"\\\\\\p{Cntrl}]", "'");
        context.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "application/json")
                .end(
                        "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\""
                                + message
                                + "\"}");
    }
}
