package io.minimlops.gateway.inference;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.tensor.LazyList;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// By what name feedback will call each row: the client's own ids, or names derived from the
/// request's id. The same request sent again has the same ids, so that whoever reads the log can
/// tell a retry.
final class PredictionIds {

    /// The tensor that may carry them.
    static final String TENSOR = "prediction_id";

    static final int LONGEST = 512;

    private PredictionIds() {}

    static List<String> of(String requestId, int rows, @Nullable Tensor given) {
        if (given == null) {
            return rows == 1
                    ? List.of(requestId)
                    : new LazyList<>(rows, row -> requestId + "/" + row);
        }
        if (!(given.content() instanceof Strings strings) || strings.elements().size() != rows) {
            throw new InferenceRefused(
                    Kind.INVALID,
                    "input '%s' has the datatype %s and shape %s, expected BYTES [%d]"
                            .formatted(TENSOR, given.type(), given.shape(), rows));
        }
        List<byte[]> elements = strings.elements();
        for (byte[] element : elements) {
            if (element.length == 0 || element.length > LONGEST) {
                throw new InferenceRefused(
                        Kind.INVALID,
                        "input '%s' has an id of %d bytes, 1 to %d are possible"
                                .formatted(TENSOR, element.length, LONGEST));
            }
        }
        return new LazyList<>(rows, row -> new String(elements.get(row), UTF_8));
    }
}
