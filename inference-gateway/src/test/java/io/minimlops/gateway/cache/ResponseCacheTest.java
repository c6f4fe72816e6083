package io.minimlops.gateway.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.testing.Tensors;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseCacheTest {

    private static final List<Tensor> ANSWER = List.of(floats(7));

    private static Tensor floats(float... row) {
        return Tensors.matrix("x", row);
    }

    private static Tensor strings(String... elements) {
        return Tensor.of(
                "x",
                DataType.BYTES,
                Shape.of(elements.length),
                new Tensor.Strings(
                        Stream.of(elements).map(element -> element.getBytes(UTF_8)).toList()));
    }

    private static InputKey key(Tensor... inputs) {
        return InputKey.of(List.of(inputs));
    }

    @Test
    void theSameInputsAreAnsweredFromMemory() {
        ResponseCache cache = new ResponseCache(10_000);
        cache.put(key(floats(1, 2), strings("a", "b")), ANSWER);

        assertThat(cache.find(key(floats(1, 2), strings("a", "b")))).contains(ANSWER);
    }

    static Stream<InputKey> others() {
        ByteBuffer bits = ByteBuffer.allocate(8);
        return Stream.of(
                key(floats(1, 3), strings("a", "b")),
                key(floats(1, 2), strings("a", "c")),
                key(floats(1, 2), strings("ab")),
                key(strings("a", "b"), floats(1, 2)),
                key(floats(1, 2)),
                key(Tensors.numbers("x", DataType.FP64, Shape.of(1, 1), bits), strings("a", "b")),
                key(Tensors.numbers("x", DataType.FP32, Shape.of(2, 1), bits), strings("a", "b")),
                key(Tensors.numbers("x", DataType.INT32, Shape.of(1, 2), bits), strings("a", "b")));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherInputsAreNot(InputKey other) {
        ResponseCache cache = new ResponseCache(10_000);
        ByteBuffer zeros = ByteBuffer.allocate(8);
        cache.put(key(floats(1, 2), strings("a", "b")), ANSWER);
        cache.put(
                key(Tensors.numbers("x", DataType.FP32, Shape.of(1, 2), zeros), strings("a", "b")),
                ANSWER);

        assertThat(cache.find(other)).isEmpty();
    }

    @Test
    void inputsOfOneHashAreToldApart() {
        // Given: "Aa" and "BB" have one hash
        ResponseCache cache = new ResponseCache(10_000);
        cache.put(key(strings("Aa")), ANSWER);
        assertThat(key(strings("Aa")).hashCode()).isEqualTo(key(strings("BB")).hashCode());

        // When, Then
        assertThat(cache.find(key(strings("BB")))).isEmpty();
    }

    @Test
    void whatIsKeptDoesNotChangeWithTheRequestsMemory() {
        // Given
        ResponseCache cache = new ResponseCache(10_000);
        ByteBuffer request = ByteBuffer.allocate(8);
        ByteBuffer batch = ByteBuffer.allocate(8);
        Tensor input = Tensors.numbers("x", DataType.FP32, Shape.of(1, 2), request);
        cache.put(
                InputKey.of(List.of(input)),
                List.of(Tensors.numbers("y", DataType.FP32, Shape.of(1, 2), batch)));

        // When
        request.put(0, (byte) 1);
        batch.put(0, (byte) 1);

        // Then
        Tensor zeros = Tensors.numbers("x", DataType.FP32, Shape.of(1, 2), ByteBuffer.allocate(8));
        assertThat(cache.find(InputKey.of(List.of(zeros))).orElseThrow().getFirst().number(0))
                .isZero();
        assertThat(cache.find(InputKey.of(List.of(input)))).isEmpty();
    }

    @Test
    void anAnswerLargerThanTheCacheIsNotKept() {
        ResponseCache cache = new ResponseCache(1_000);
        cache.put(key(floats(1)), ANSWER);
        cache.put(key(floats(new float[1_000])), ANSWER);

        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.find(key(floats(1)))).isPresent();
    }

    /// Beside a map that forgets in order of use.
    @Property(tries = 200)
    void whatWasAskedForLongestAgoGoesFirst(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 12) Integer> asked) {
        ResponseCache cache = new ResponseCache(5 * size());
        Map<Integer, Boolean> model =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
                        return size() > 5;
                    }
                };
        for (int number : asked) {
            InputKey key = key(floats(number));
            assertThat(cache.find(key).isPresent()).isEqualTo(model.get(number) != null);
            cache.put(key, ANSWER);
            model.put(number, true);
            assertThat(cache.bytes())
                    .isEqualTo(cache.size() * size())
                    .isLessThanOrEqualTo(5 * size());
        }
    }

    private static long size() {
        ResponseCache one = new ResponseCache(10_000);
        one.put(key(floats(0)), ANSWER);
        return one.bytes();
    }
}
