package io.minimlops.tracker.forward;

import io.minimlops.tracker.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/// The model registry, asked on behalf of our clients.
@ApplicationScoped
class Registry {

    private static final Logger LOG = Logger.getLogger(Registry.class);

    private final RegistryConfig config;
    private final HttpClient http;

    Registry(RegistryConfig config) {
        this.config = config;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /// @param pathAndQuery as the client sent it, still encoded
    HttpResponse<InputStream> ask(
            String method, String pathAndQuery, Map<String, String> headers, byte[] body) {
        return ask(method, pathAndQuery, headers, body, config.answerTimeout());
    }

    HttpResponse<InputStream> ask(
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            byte[] body,
            Duration limit) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target(pathAndQuery))
                        .timeout(limit)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            LOG.warnf("model-registry at %s: %s", config.url(), e);
            throw new Refusal.Unavailable("The model registry");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.Unavailable("The model registry");
        }
    }

    private URI target(String pathAndQuery) {
        String base = config.url().toString();
        try {
            return URI.create(
                    (base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                            + pathAndQuery);
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid("The address of the request is not valid: " + e.getMessage());
        }
    }
}
