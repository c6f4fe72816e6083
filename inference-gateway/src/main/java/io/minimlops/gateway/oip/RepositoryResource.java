package io.minimlops.gateway.oip;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.Fleet;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.model.VersionState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The model repository: what is there, and loading and unloading in this process.
@Path("/v2/repository")
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class RepositoryResource {

    private static final int LONGEST_BODY = 64 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final Fleet fleet;
    private final DeploymentBook book;
    private final VersionShelf shelf;

    RepositoryResource(Fleet fleet, DeploymentBook book, VersionShelf shelf) {
        this.fleet = fleet;
        this.book = book;
        this.shelf = shelf;
    }

    /// @param reason why it is not ready; empty when it is
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IndexEntry(String name, String version, String state, String reason) {}

    @POST
    @Path("/index")
    public List<IndexEntry> index(InputStream body) throws IOException {
        boolean readyOnly = parse(body).path("ready").asBoolean(false);
        List<IndexEntry> entries = new ArrayList<>();
        shelf.states()
                .forEach(
                        (id, state) -> {
                            if (!readyOnly || state instanceof VersionState.Ready) {
                                entries.add(
                                        new IndexEntry(
                                                id.model(),
                                                id.version(),
                                                state.name(),
                                                state.reason()));
                            }
                        });
        return entries;
    }

    @POST
    @Path("/models/{model}/load")
    public Map<String, Object> load(@PathParam("model") String model, InputStream body)
            throws IOException {
        Names.check(model);
        JsonNode parameters = parse(body).path("parameters");
        if (parameters.has("config")
                || parameters.properties().stream().anyMatch(p -> p.getKey().startsWith("file:"))) {
            throw new BadRequest(
                    501, "models come from the registry; config and files cannot be sent along");
        }
        if (book.find(model).isEmpty()) {
            throw new BadRequest(
                    "failed to load '%s', no version has the alias champion".formatted(model));
        }
        fleet.resume(model);
        if (fleet.champion(model).isEmpty()) {
            throw new BadRequest("failed to load '%s', see the repository index".formatted(model));
        }
        return Map.of("name", model, "load", true);
    }

    @POST
    @Path("/models/{model}/unload")
    public Map<String, Object> unload(@PathParam("model") String model, InputStream body)
            throws IOException {
        Names.check(model);
        parse(body);
        if (book.find(model).isEmpty()) {
            throw new BadRequest("failed to unload '%s', it is not known".formatted(model));
        }
        fleet.pause(model);
        return Map.of("name", model, "unload", true);
    }

    @POST
    @Path("/{repository}/models/{model}/load")
    public Map<String, Object> loadFrom(@PathParam("model") String model, InputStream body)
            throws IOException {
        return load(model, body);
    }

    @POST
    @Path("/{repository}/models/{model}/unload")
    public Map<String, Object> unloadFrom(@PathParam("model") String model, InputStream body)
            throws IOException {
        return unload(model, body);
    }

    private static JsonNode parse(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST_BODY);
        if (bytes.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new BadRequest("Unable to parse request: " + e.getOriginalMessage());
        }
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return OipErrors.answer(failure);
    }
}
