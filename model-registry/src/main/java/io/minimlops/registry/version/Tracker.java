package io.minimlops.registry.version;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.correlation.CorrelationId;
import io.minimlops.registry.Refusal.DependencyAway;
import io.minimlops.registry.Refusal.SourceNotFound;
import io.minimlops.registry.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/// Asks the experiment tracker where runs and logged models keep their files.
@ApplicationScoped
class Tracker {

    private final TrackerApi api;
    private final CorrelationId correlationId;

    Tracker(@RestClient TrackerApi api, CorrelationId correlationId) {
        this.api = api;
        this.correlationId = correlationId;
    }

    /// @return the run's artifact root
    String artifactUriOfRun(String runId) {
        JsonNode run = ask("run", runId, () -> api.run(runId, correlationId.value()));
        return text(run.path("run").path("info"), "artifact_uri", "run", runId);
    }

    LoggedModel loggedModel(String id) {
        JsonNode info =
                ask("logged model", id, () -> api.loggedModel(id, correlationId.value()))
                        .path("model")
                        .path("info");
        String runId = info.path("source_run_id").asText();
        return new LoggedModel(
                text(info, "artifact_uri", "logged model", id), runId.isEmpty() ? null : runId);
    }

    private static JsonNode ask(String kind, String id, Supplier<JsonNode> question) {
        try {
            return question.get();
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (status >= 400 && status < 500) {
                throw new Refused(new SourceNotFound(kind, id), e);
            }
            throw away(e);
        } catch (ProcessingException e) {
            throw away(e);
        }
    }

    private static String text(JsonNode info, String field, String kind, String id) {
        String value = info.path(field).asText();
        if (value.isEmpty()) {
            throw new Refused(new SourceNotFound(kind, id));
        }
        return value;
    }

    private static Refused away(Exception failure) {
        return new Refused(
                new DependencyAway(
                        "experiment-tracker",
                        "the experiment tracker cannot be reached at the moment"),
                failure);
    }

    record LoggedModel(String artifactUri, @Nullable String runId) {}
}
