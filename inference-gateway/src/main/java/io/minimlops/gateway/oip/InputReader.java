package io.minimlops.gateway.oip;

import static io.minimlops.gateway.oip.RequestJson.parameters;
import static io.minimlops.gateway.oip.RequestJson.require;
import static io.minimlops.gateway.oip.RequestJson.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.List;

/// Reads a request's inputs as far as its JSON has them. Fields come in any order.
final class InputReader {

    /// Data that comes before its datatype or shape must be held until they are known; that much of
    /// it.
    private static final int MOST_HELD_TOKENS = 50_000;

    private final LimitsConfig limits;

    InputReader(LimitsConfig limits) {
        this.limits = limits;
    }

    /// @param heads what is read is added to
    void read(JsonParser parser, List<InputHead> heads) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "inputs must be an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT, "an input must be an object");
            require(heads.size() < limits.tensors(), "the request has too many inputs");
            heads.add(input(parser));
        }
    }

    private InputHead input(JsonParser parser) throws IOException {
        InputHead head = new InputHead(limits);
        TokenBuffer held = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "name" -> head.name(text(parser, "name"));
                case "datatype" -> head.type(text(parser, "datatype"));
                case "shape" -> head.shape(parser);
                case "parameters" -> head.parameters(parameters(parser));
                case "data" -> {
                    if (head.isDescribed()) {
                        head.data(parser);
                    } else {
                        held = hold(parser);
                    }
                }
                default -> parser.skipChildren();
            }
        }
        if (held != null) {
            try (JsonParser later = held.asParser()) {
                later.nextToken();
                head.data(later);
            }
        }
        return head;
    }

    private static TokenBuffer hold(JsonParser parser) throws IOException {
        TokenBuffer held = new TokenBuffer(parser);
        int depth = 0;
        int tokens = 0;
        do {
            JsonToken token = parser.currentToken();
            require(token != null, "the request ends early");
            held.copyCurrentEvent(parser);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            require(
                    ++tokens <= MOST_HELD_TOKENS,
                    "put an input's name, datatype and shape before its data");
            if (depth > 0) {
                parser.nextToken();
            }
        } while (depth > 0);
        return held;
    }
}
