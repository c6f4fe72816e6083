package io.minimlops.tracker.mlflow;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads field names in snake case, however they were written; a list may not hold null.
final class WireParser extends JsonParserDelegate {

    WireParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.VALUE_NULL && getParsingContext().inArray()) {
            throw new JsonParseException(this, "a list holds null");
        }
        return token;
    }

    @Override
    public @Nullable String currentName() throws IOException {
        String name = super.currentName();
        return name == null ? null : snakeCase(name);
    }

    @Override
    @Deprecated
    public @Nullable String getCurrentName() throws IOException {
        return currentName();
    }

    static String snakeCase(String name) {
        int capital = 0;
        while (capital < name.length() && !isCapital(name.charAt(capital))) {
            capital++;
        }
        if (capital == name.length()) {
            return name;
        }
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isCapital(c)) {
                snake.append('_').append((char) (c + ('a' - 'A')));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
