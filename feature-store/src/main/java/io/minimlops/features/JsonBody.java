package io.minimlops.features;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A native call's JSON body, read strictly: an unknown field is a mistake worth telling.
public final class JsonBody {

    private static final int MAX_BYTES = 1 << 20;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(20)
                                                    .build())
                                    .build())
                    .addModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private JsonBody() {}

    /// @throws ProblemException 400 saying where it went wrong
    public static <T> T read(InputStream body, Class<T> type) {
        try {
            T value = JSON.readValue(BoundedBody.read(body, MAX_BYTES), type);
            if (value == null) {
                throw new ProblemException(new Problem.Malformed("a JSON object was expected"));
            }
            return value;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            String where = place == null ? "" : " at line " + place.getLineNr();
            throw new ProblemException(
                    new Problem.Malformed("the JSON cannot be read" + where + ": " + plain(e)), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(JsonProcessingException failure) {
        return failure.getOriginalMessage()
                .replaceAll("`?(?:[a-z_]\\w*\\.)+([A-Z]\\w*(?:\\$\\w+)*)`?", "$1");
    }
}
