package io.minimlops.tracker.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.graphql.GraphqlEngine.Question;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `/graphql`, as the run page asks it.
@Path("/graphql")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class GraphqlResource {

    /// Bytes; what the pages send is below 2 KiB.
    private static final int LARGEST_QUESTION = 1024 * 1024;

    private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

    private final GraphqlEngine engine;

    /// Unlike the other answers these have nulls and names in camel case.
    private final JsonMapper json = JsonMapper.builder().build();

    GraphqlResource(GraphqlEngine engine) {
        this.engine = engine;
    }

    @POST
    @Operation(hidden = true)
    public String post(
            InputStream body, @HeaderParam("Authorization") @Nullable String authorization)
            throws IOException {
        byte[] question = body.readNBytes(LARGEST_QUESTION + 1);
        if (question.length > LARGEST_QUESTION) {
            throw new Refusal.TooLarge(
                    "The request body is larger than " + LARGEST_QUESTION + " bytes.");
        }
        JsonNode sent = tree(new String(question, UTF_8));
        return answer(
                sent.path("query").textValue(),
                sent.path("operationName").textValue(),
                sent.path("variables"),
                authorization);
    }

    @GET
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public String get(
            @RestQuery("query") @Nullable String query,
            @RestQuery("operationName") @Nullable String operationName,
            @RestQuery("variables") @Nullable String variables,
            @HeaderParam("Authorization") @Nullable String authorization)
            throws IOException {
        JsonNode given = tree(variables == null || variables.isEmpty() ? "{}" : variables);
        return answer(query, operationName, given, authorization);
    }

    private String answer(
            @Nullable String query,
            @Nullable String operationName,
            JsonNode variables,
            @Nullable String authorization)
            throws IOException {
        if (query == null || query.isBlank()) {
            throw new Refusal.Invalid("Missing value for required parameter 'query'.");
        }
        if (!variables.isObject() && !variables.isNull() && !variables.isMissingNode()) {
            throw new Refusal.Invalid("'variables' must be an object.");
        }
        Map<String, Object> given =
                variables.isObject() ? json.convertValue(variables, VARIABLES) : Map.of();
        return json.writeValueAsString(
                engine.answer(new Question(query, operationName, given, authorization)));
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Refusal.Invalid("The question is not valid JSON: " + e.getOriginalMessage());
        }
    }
}
