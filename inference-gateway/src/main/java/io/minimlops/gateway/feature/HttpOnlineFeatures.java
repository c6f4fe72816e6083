package io.minimlops.gateway.feature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.minimlops.correlation.CorrelationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks a Feast-compatible feature server.
@ApplicationScoped
public class HttpOnlineFeatures implements OnlineFeatures {

    private static final JsonFactory JSON = new JsonFactory();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .build();
    private final URI address;
    private final Duration timeout;

    HttpOnlineFeatures(FeatureStoreConfig store, FeatureConfig config) {
        this.address = URI.create(store.url() + "/get-online-features");
        this.timeout = config.timeout();
    }

    @Override
    public FeatureRows lookUp(
            List<String> references,
            List<String> entities,
            List<List<Object>> rows,
            @Nullable Instant eventTime)
            throws FeatureStoreAway, InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address)
                            .timeout(timeout)
                            .header("Content-Type", "application/json")
                            .header(CorrelationId.HEADER, UUID.randomUUID().toString())
                            .POST(
                                    HttpRequest.BodyPublishers.ofByteArray(
                                            body(references, entities, rows, eventTime)))
                            .build();
            HttpResponse<InputStream> answer = send(request);
            try (InputStream body = answer.body()) {
                return read(answer.statusCode(), body, references, rows.size());
            }
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new FeatureStoreAway("feature-store cannot be reached: " + reason, e);
        }
    }

    /// A kept connection may have been closed by the other side; a lookup changes nothing, so it is
    /// simply asked again on a fresh one.
    private HttpResponse<InputStream> send(HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        }
    }

    private static FeatureRows read(int status, InputStream body, List<String> references, int rows)
            throws IOException, FeatureStoreAway {
        if (status != 200) {
            byte[] start = body.readNBytes(300);
            throw new FeatureStoreAway(
                    "feature-store answered %d: %s".formatted(status, new String(start, UTF_8)));
        }
        return OnlineFeaturesAnswer.read(body, references, rows);
    }

    private static byte[] body(
            List<String> references,
            List<String> entities,
            List<List<Object>> rows,
            @Nullable Instant eventTime)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + rows.size() * 16);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("features");
            for (String reference : references) {
                json.writeString(reference);
            }
            json.writeEndArray();
            json.writeBooleanField("full_feature_names", true);
            if (eventTime != null) {
                json.writeStringField("event_time", eventTime.toString());
            }
            json.writeObjectFieldStart("entities");
            for (int entity = 0; entity < entities.size(); entity++) {
                json.writeArrayFieldStart(entities.get(entity));
                for (List<Object> row : rows) {
                    json.writePOJO(row.get(entity));
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
