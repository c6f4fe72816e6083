package io.minimlops.tracker.mlflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.minimlops.tracker.run.RunStatus;
import java.io.IOException;

/// JSON as protobuf reads it: whole numbers and doubles may come as text, enums by name or number,
/// text only as text.
final class WireJson {

    /// The most characters a number may have as text: enough for any double, too few to burn time
    /// on.
    private static final int LONGEST_NUMBER = 400;

    private WireJson() {}

    static JsonMapper mapper() {
        SimpleModule numbers =
                new SimpleModule()
                        .addDeserializer(Long.class, reader(WireJson::int64))
                        .addDeserializer(Integer.class, reader(WireJson::int32))
                        .addDeserializer(Double.class, reader(WireJson::float64))
                        .addDeserializer(RunStatus.class, reader(p -> named(RunStatus.class, p)))
                        .addDeserializer(ViewType.class, reader(p -> named(ViewType.class, p)))
                        .addDeserializer(
                                WireModel.Status.class,
                                reader(p -> named(WireModel.Status.class, p)));
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text ->
                                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Boolean,
                        flag ->
                                flag.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.EmptyString,
                                                CoercionAction.Fail))
                .addModule(numbers)
                .build();
    }

    private static Long int64(JsonParser parser) throws IOException {
        return Numbers.int64(number(parser));
    }

    private static Integer int32(JsonParser parser) throws IOException {
        return Math.toIntExact(Numbers.int64(number(parser)));
    }

    private static Double float64(JsonParser parser) throws IOException {
        return parser.currentToken().isNumeric()
                ? Double.valueOf(parser.getDoubleValue())
                : Double.valueOf(Numbers.float64(number(parser)));
    }

    private static <E extends Enum<E>> E named(Class<E> type, JsonParser parser)
            throws IOException {
        return Numbers.named(type, number(parser));
    }

    private static String number(JsonParser parser) throws IOException {
        boolean scalar = parser.currentToken().isNumeric() || parser.hasToken(VALUE_STRING);
        if (!scalar || parser.getTextLength() > LONGEST_NUMBER) {
            throw new IllegalArgumentException("not a number");
        }
        return parser.getText();
    }

    private static final com.fasterxml.jackson.core.JsonToken VALUE_STRING =
            com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

    private static <T> JsonDeserializer<T> reader(Reading<T> reading) {
        return new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context)
                    throws IOException {
                try {
                    return reading.from(parser);
                } catch (IllegalArgumentException | ArithmeticException e) {
                    throw unfit(parser, context, e);
                }
            }
        };
    }

    private static JsonProcessingException unfit(
            JsonParser parser, DeserializationContext context, RuntimeException cause) {
        return com.fasterxml.jackson.databind.JsonMappingException.from(
                context, String.valueOf(cause.getMessage()), cause);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }
}
