package io.minimlops.gateway.oip.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.minimlops.gateway.oip.BodyBudget;
import java.io.IOException;

/// Takes memory for the tree that is made of a JSON text while it is made: that is some eight times
/// the text for rows of numbers, and thirty times for one of nothing but brackets.
final class MeasuredTree extends JsonParserDelegate {

    // Bytes of Jackson's nodes, and of the collections and texts in them, with compressed pointers.
    private static final int SLOT = 8;
    private static final int NUMBER = 24;
    private static final int TEXT = 56;
    private static final int ARRAY = 104;
    private static final int OBJECT = 160;
    private static final int FIELD = 104;

    /// Digits beyond which a number is kept as its digits.
    private static final int LONG_NUMBER = 18;

    /// Bytes that are taken at a time.
    private static final int STEP = 4 * 1024;

    private final BodyBudget.Share memory;
    private int untaken;

    MeasuredTree(JsonParser text, BodyBudget.Share memory) {
        super(text);
        this.memory = memory;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token != null) {
            untaken += SLOT + bytes(token);
            if (untaken > STEP) {
                memory.take(untaken);
                untaken = 0;
            }
        }
        return token;
    }

    private int bytes(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> OBJECT;
            case START_ARRAY -> ARRAY;
            case FIELD_NAME -> FIELD + getTextLength();
            case VALUE_STRING -> TEXT + 2 * getTextLength();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NUMBER + longNumber(getTextLength());
            case END_OBJECT, END_ARRAY, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> 0;
            case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> 0;
        };
    }

    private static int longNumber(int digits) {
        return digits > LONG_NUMBER ? TEXT + digits : 0;
    }
}
