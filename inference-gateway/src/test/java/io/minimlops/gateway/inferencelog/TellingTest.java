package io.minimlops.gateway.inferencelog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.events.EventCodec;
import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.InferenceEvent.Row;
import io.minimlops.gateway.feature.Keys;
import io.minimlops.gateway.feature.Vectors;
import io.minimlops.gateway.model.VersionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The event's own codec is the oracle.
class TellingTest {

    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        -0f,
        1e7f,
        1e-3f,
        0.1f,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        16_777_216f,
        1f / 3
    };

    private final Random random = new Random(20_261_128);

    @Test
    void anEventIsWrittenToTheByteAsItsCodecWritesIt() {
        Telling telling = new Telling(3);
        for (int i = 0; i < 500; i++) {
            // Given
            ServedRequest served = served(1 + random.nextInt(7), random.nextInt(20));

            // When
            List<byte[]> events = telling.events(served);

            // Then
            assertThat(events.stream().map(event -> new String(event, UTF_8)))
                    .containsExactlyElementsOf(
                            expected(served, 3).stream()
                                    .map(event -> new String(EventCodec.json(event), UTF_8))
                                    .toList());
        }
    }

    private ServedRequest served(int rows, int width) {
        float[][] values = new float[rows][width];
        char[][] statuses = new char[rows][width];
        long[][] times = new long[rows][width];
        List<List<Object>> keys = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                values[row][i] = number();
                statuses[row][i] = "RPNMO".charAt(random.nextInt(5));
                times[row][i] = random.nextBoolean() ? 0 : random.nextLong(2_000_000_000_000L);
            }
            keys.add(List.of("key \"%d\"".formatted(row), random.nextLong()));
        }
        boolean keyed = random.nextBoolean();
        return new ServedRequest(
                "request-é\n" + random.nextInt(),
                "correlation",
                "deployment",
                new VersionId("model", "7"),
                "champion",
                new Vectors(
                        IntStream.range(0, width).mapToObj(i -> "ü\"[" + i + "]").toList(),
                        values,
                        statuses,
                        times),
                keyed ? new Keys(List.of("user", "item"), keys) : new Keys(List.of(), List.of()),
                IntStream.range(0, rows).mapToObj(row -> "id:" + row).toList(),
                random.doubles(rows).map(it -> it < 0.1 ? Double.NaN : it).toArray(),
                Instant.ofEpochMilli(random.nextLong(2_000_000_000_000L)),
                Instant.ofEpochSecond(1_790_000_000, random.nextInt(1_000_000_000)),
                random.nextLong(1_000_000),
                rows + random.nextInt(9));
    }

    private float number() {
        return random.nextInt(3) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : Float.intBitsToFloat(random.nextInt());
    }

    private static List<PredictionsServed> expected(ServedRequest served, int rowsPerEvent) {
        List<PredictionsServed> events = new ArrayList<>();
        for (int from = 0; from < served.rows(); from += rowsPerEvent) {
            int to = Math.min(served.rows(), from + rowsPerEvent);
            events.add(
                    new PredictionsServed(
                            served.requestId(),
                            served.deployment(),
                            served.version().model(),
                            served.version().version(),
                            served.role(),
                            served.vectors().columns(),
                            IntStream.range(from, to).mapToObj(row -> row(served, row)).toList(),
                            served.eventTime(),
                            served.servedAt(),
                            served.latencyMicros(),
                            served.batchRows()));
        }
        return events;
    }

    private static Row row(ServedRequest served, int row) {
        List<Double> features = new ArrayList<>();
        for (float value : served.vectors().values()[row]) {
            features.add(Float.isNaN(value) ? null : Double.valueOf(Float.toString(value)));
        }
        Map<String, String> entities = new LinkedHashMap<>();
        for (int i = 0; i < served.keys().entities().size(); i++) {
            entities.put(
                    served.keys().entities().get(i),
                    String.valueOf(served.keys().rows().get(row).get(i)));
        }
        return new Row(
                served.predictionIds().get(row),
                entities,
                features,
                new String(served.vectors().statuses()[row]),
                Arrays.stream(served.vectors().times()[row]).boxed().toList(),
                served.predictions()[row]);
    }
}
