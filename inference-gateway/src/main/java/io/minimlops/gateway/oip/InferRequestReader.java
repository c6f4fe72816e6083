package io.minimlops.gateway.oip;

import static io.minimlops.gateway.oip.RequestJson.parameters;
import static io.minimlops.gateway.oip.RequestJson.require;
import static io.minimlops.gateway.oip.RequestJson.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.minimlops.gateway.oip.InferRequest.WantedOutput;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads an inference request: JSON, or a JSON head with tensors' bytes behind it.
@ApplicationScoped
public class InferRequestReader {

    private final InputReader inputs;
    private final JsonFactory json;

    InferRequestReader(LimitsConfig limits) {
        this.inputs = new InputReader(limits);
        this.json =
                new BodyParser.Factory(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(limits.nesting())
                                .maxStringLength(1_000_000)
                                .maxNumberLength(200)
                                .build());
    }

    /// @param body an array's bytes; tensors are views of them, not copies
    /// @param headLength bytes of JSON when tensors follow it; -1: all of the body is JSON
    InferRequest read(ByteBuffer body, long headLength) throws IOException {
        ByteBuffer rest = body.slice();
        List<InputHead> heads = new ArrayList<>();
        InferRequest request;
        try (JsonParser parser =
                parser(next(rest, headLength < 0 ? rest.remaining() : headLength))) {
            request = request(parser, heads);
            if (parser.nextToken() != null) {
                throw new BadRequest("Unable to parse request: something follows the JSON");
            }
        } catch (JsonProcessingException e) {
            throw new BadRequest(RequestJson.describe(e));
        }
        Map<String, Tensor> tensors = tensors(heads, rest);
        if (rest.hasRemaining()) {
            throw new BadRequest("unexpected additional input data behind the tensors");
        }
        return new InferRequest(request.id(), request.parameters(), tensors, request.outputs());
    }

    private static Map<String, Tensor> tensors(List<InputHead> heads, ByteBuffer rest) {
        Map<String, Tensor> tensors = LinkedHashMap.newLinkedHashMap(heads.size());
        for (InputHead head : heads) {
            long size = head.binarySize();
            if (size >= 0) {
                head.binary(next(rest, size));
            }
            Tensor tensor = head.tensor();
            if (tensors.put(tensor.name(), tensor) != null) {
                throw new BadRequest("input '%s' is given twice".formatted(tensor.name()));
            }
        }
        return tensors;
    }

    private JsonParser parser(ByteBuffer text) throws IOException {
        return json.createParser(text.array(), text.arrayOffset(), text.remaining());
    }

    private static ByteBuffer next(ByteBuffer rest, long size) {
        if (size > rest.remaining()) {
            throw new BadRequest(
                    "the body ends after %d of %d announced bytes"
                            .formatted(rest.remaining(), size));
        }
        ByteBuffer next = rest.slice(rest.position(), (int) size);
        rest.position(rest.position() + (int) size);
        return next;
    }

    private InferRequest request(JsonParser parser, List<InputHead> heads) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT, "the request must be a JSON object");
        String id = null;
        Map<String, Object> parameters = Map.of();
        List<WantedOutput> outputs = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "id" -> id = value == JsonToken.VALUE_NULL ? null : text(parser, "id");
                case "parameters" -> parameters = parameters(parser);
                case "inputs" -> inputs.read(parser, heads);
                case "outputs" -> outputs = outputs(parser);
                default -> parser.skipChildren();
            }
        }
        require(parser.currentToken() == JsonToken.END_OBJECT, "the request ends early");
        require(!heads.isEmpty(), "the request has no inputs");
        return new InferRequest(id, parameters, Map.of(), outputs);
    }

    private static List<WantedOutput> outputs(JsonParser parser) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "outputs must be an array");
        List<WantedOutput> outputs = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT, "an output must be an object");
            String name = null;
            Map<String, Object> parameters = Map.of();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "name" -> name = text(parser, "name");
                    case "parameters" -> parameters = parameters(parser);
                    default -> parser.skipChildren();
                }
            }
            if (name == null) {
                throw new BadRequest("Unable to parse request: an output lacks 'name'");
            }
            outputs.add(WantedOutput.of(name, parameters));
        }
        return outputs;
    }
}
