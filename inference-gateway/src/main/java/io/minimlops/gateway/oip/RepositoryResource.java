package io.minimlops.gateway.oip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.oip.ModelRepository.IndexEntry;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The model repository: what is there, and loading and unloading in this process.
@Path("/v2/repository")
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class RepositoryResource {

    private static final int LONGEST_BODY = 64 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final ModelRepository repository;

    RepositoryResource(ModelRepository repository) {
        this.repository = repository;
    }

    @POST
    @Path("/index")
    public List<IndexEntry> index(InputStream body) throws IOException {
        return repository.index(parse(body).path("ready").asBoolean(false));
    }

    @POST
    @Path("/models/{model}/load")
    public Map<String, Object> load(@PathParam("model") String model, InputStream body)
            throws IOException {
        repository.load(
                model,
                parse(body).path("parameters").properties().stream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
        return Map.of("name", model, "load", true);
    }

    @POST
    @Path("/models/{model}/unload")
    public Map<String, Object> unload(@PathParam("model") String model, InputStream body)
            throws IOException {
        parse(body);
        repository.unload(model);
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
