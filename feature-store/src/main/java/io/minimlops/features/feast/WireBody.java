package io.minimlops.features.feast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.minimlops.features.BoundedBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Request bodies of this wire. Unknown fields are ignored, as the peer does.
final class WireBody {

    static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private static final int MAX_BYTES = 8 << 20;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .withCoercionConfig(
                            LogicalType.Textual,
                            config ->
                                    config.setCoercion(
                                                    CoercionInputShape.Integer, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Float, CoercionAction.Fail)
                                            .setCoercion(
                                                    CoercionInputShape.Boolean,
                                                    CoercionAction.Fail))
                    .build();

    private WireBody() {}

    /// The body cannot be read; `detail` is what FastAPI would answer with 422.
    static final class Unreadable extends RuntimeException {
        private final transient Map<String, Object> detail;

        Unreadable(String type, List<Object> place, String message) {
            super(message);
            this.detail =
                    Map.of("detail", List.of(Map.of("type", type, "loc", place, "msg", message)));
        }

        Map<String, Object> detail() {
            return detail;
        }
    }

    /// @throws Unreadable when it is not JSON of that shape
    static <T> T read(InputStream body, Class<T> type) {
        byte[] bytes = BoundedBody.read(body, MAX_BYTES);
        try {
            T read = JSON.readValue(bytes, type);
            if (read == null) {
                throw missing("body");
            }
            return read;
        } catch (JsonMappingException e) {
            throw new Unreadable("type_error", place(e), message(e));
        } catch (JsonProcessingException e) {
            long offset = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            throw new Unreadable("json_invalid", List.of("body", offset), "JSON decode error");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Unreadable missing(String field) {
        return new Unreadable("missing", List.of("body", field), "Field required");
    }

    static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Object> place(JsonMappingException failure) {
        List<Object> place = new ArrayList<>(List.of("body"));
        failure.getPath()
                .forEach(
                        step ->
                                place.add(
                                        step.getFieldName() == null
                                                ? step.getIndex()
                                                : step.getFieldName()));
        return place;
    }

    private static String message(JsonMappingException failure) {
        return failure.getOriginalMessage()
                .replaceAll("`?(?:[a-z_]\\w*\\.)+([A-Z]\\w*(?:[$<]\\S+)*)`?", "$1");
    }
}
