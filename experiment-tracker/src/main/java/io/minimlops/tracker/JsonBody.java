package io.minimlops.tracker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/// The body of one of our own calls: JSON in camel case, of limited size, without fields that the
/// call does not know.
public final class JsonBody {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build();

    private JsonBody() {}

    /// @param limit in bytes
    /// @throws JsonProcessingException when it is not JSON, or not of this type
    public static <T> T read(InputStream body, Class<T> type, int limit) throws IOException {
        byte[] bytes = body.readNBytes(limit);
        if (body.read() >= 0) {
            throw new Refusal.TooLarge("The request body is larger than " + limit + " bytes.");
        }
        T read = bytes.length == 0 ? null : JSON.readValue(bytes, type);
        if (read == null) {
            throw new Refusal.Invalid("A JSON object is expected as the request's body.");
        }
        return read;
    }
}
