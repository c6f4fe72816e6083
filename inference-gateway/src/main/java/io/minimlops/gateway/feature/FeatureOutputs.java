package io.minimlops.gateway.feature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Outputs that a feature-aware model has beside its own, for who names them in a request: how
/// fresh each cell of its input was. Both have the shape `[rows, columns]`.
public final class FeatureOutputs {

    /// BYTES: `present`, `null`, `not_found`, `outside_max_age`, or `given` by the request.
    public static final String STATUS = "feature_status";

    /// FP64: milliseconds from the feature's event time to the request's; NaN where there is no
    /// feature, negative where it is from later than the request.
    public static final String AGE = "feature_age_ms";

    private static final Map<Character, byte[]> WORDS =
            Vectors.WORDS.entrySet().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Map.Entry::getKey, word -> word.getValue().getBytes(UTF_8)));
    private static final byte[] GIVEN = "given".getBytes(UTF_8);

    private FeatureOutputs() {}

    public static boolean isOne(String name) {
        return name.equals(STATUS) || name.equals(AGE);
    }

    /// @param asOf the request's event time
    public static List<Tensor> of(Vectors vectors, Instant asOf) {
        return List.of(status(vectors), age(vectors, asOf.toEpochMilli()));
    }

    private static Tensor status(Vectors vectors) {
        List<byte[]> words = new ArrayList<>(vectors.rows() * vectors.columns().size());
        for (char[] row : vectors.statuses()) {
            for (char status : row) {
                words.add(WORDS.getOrDefault(status, GIVEN));
            }
        }
        return Tensor.of(STATUS, DataType.BYTES, shape(vectors), new Tensor.Strings(words));
    }

    private static Tensor age(Vectors vectors, long asOfMillis) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vectors.rows() * vectors.columns().size() * Double.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (long[] row : vectors.times()) {
            for (long time : row) {
                bytes.putDouble(time == 0 ? Double.NaN : asOfMillis - time);
            }
        }
        return Tensor.of(AGE, DataType.FP64, shape(vectors), new Tensor.Numbers(bytes.flip()));
    }

    private static Shape shape(Vectors vectors) {
        return Shape.of(vectors.rows(), vectors.columns().size());
    }
}
