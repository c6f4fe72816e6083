package io.minimlops.xgboost;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.minimlops.xgboost.Value.Fields;
import io.minimlops.xgboost.Value.Items;
import io.minimlops.xgboost.Value.Numbers;
import io.minimlops.xgboost.Value.Scalar;
import io.minimlops.xgboost.Value.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `model.json`. Numbers go through a double: XGBoost writes a float with the nine digits
/// that name it exactly, so nothing is lost.
final class JsonFormat {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private final JsonParser parser;

    private JsonFormat(JsonParser parser) {
        this.parser = parser;
    }

    static Value read(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            parser.nextToken();
            return new JsonFormat(parser).value(0);
        } catch (JsonProcessingException e) {
            throw new UnconvertibleModel("not XGBoost's JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UnconvertibleModel("not XGBoost's JSON: " + e.getMessage(), e);
        }
    }

    private Value value(int depth) throws IOException {
        if (depth > Value.DEEPEST) {
            throw new UnconvertibleModel("not XGBoost's JSON: nested too deeply");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return fields(depth);
        }
        if (token == JsonToken.START_ARRAY) {
            JsonToken first = parser.nextToken();
            return isNumber(first) ? numbers() : items(depth);
        }
        return isNumber(token) ? new Scalar(number()) : new Text(parser.getValueAsString(""));
    }

    private Fields fields(int depth) throws IOException {
        Map<String, Value> members = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (Value.UNREAD.contains(name)) {
                parser.skipChildren();
            } else {
                members.put(name, value(depth + 1));
            }
        }
        return new Fields(members);
    }

    private Items items(int depth) throws IOException {
        List<Value> elements = new ArrayList<>();
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            elements.add(value(depth + 1));
            parser.nextToken();
        }
        return new Items(elements);
    }

    private Numbers numbers() throws IOException {
        double[] values = new double[16];
        int count = 0;
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = number();
            parser.nextToken();
        }
        return new Numbers(Arrays.copyOf(values, count));
    }

    private double number() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE ? 1 : 0;
        }
        return parser.getDoubleValue();
    }

    private static boolean isNumber(JsonToken token) {
        return token != null && (token.isNumeric() || token.isBoolean());
    }
}
