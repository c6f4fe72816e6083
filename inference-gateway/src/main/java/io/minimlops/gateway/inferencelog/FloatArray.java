package io.minimlops.gateway.inferencelog;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// Floats as a JSON array: the shortest decimal of each, not the long tail of its double; `null`
/// for NaN, and infinities as strings. All of it is written into the same characters, as a string
/// for each of hundreds of numbers a row would be most of what the log allocates. For one thread.
final class FloatArray {

    private final StringBuilder text = new StringBuilder();
    private char[] characters = {};

    void write(JsonGenerator json, float[] values) throws IOException {
        text.setLength(0);
        char separator = '[';
        for (float value : values) {
            text.append(separator);
            separator = ',';
            append(value);
        }
        text.append(values.length == 0 ? "[]" : "]");
        if (characters.length < text.length()) {
            characters = new char[text.capacity()];
        }
        text.getChars(0, text.length(), characters, 0);
        json.writeRawValue(characters, 0, text.length());
    }

    private void append(float value) {
        if (Float.isFinite(value)) {
            text.append(value);
        } else if (Float.isNaN(value)) {
            text.append("null");
        } else {
            text.append('"').append(value).append('"');
        }
    }
}
