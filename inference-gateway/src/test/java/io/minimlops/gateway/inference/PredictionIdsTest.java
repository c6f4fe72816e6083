package io.minimlops.gateway.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionIdsTest {

    private static Tensor given(String... ids) {
        List<byte[]> elements = Arrays.stream(ids).map(id -> id.getBytes(UTF_8)).toList();
        return Tensor.of(
                PredictionIds.TENSOR,
                DataType.BYTES,
                Shape.of(ids.length),
                new Tensor.Strings(elements));
    }

    @Test
    void oneRowIsCalledAsTheRequestAndManyByTheirPlaces() {
        assertThat(PredictionIds.of("r", 1, null)).containsExactly("r");
        assertThat(PredictionIds.of("r", 3, null)).containsExactly("r/0", "r/1", "r/2");
    }

    /// More than any heap holds.
    @Test
    void idsOfRowsTakeNoMemoryBeforeTheyAreAskedFor() {
        // When
        List<String> ids = PredictionIds.of("r", Integer.MAX_VALUE, null);

        // Then
        assertThat(ids.size()).isEqualTo(Integer.MAX_VALUE);
        assertThat(ids.get(2_000_000_000)).isEqualTo("r/2000000000");
    }

    @Test
    void theClientsOwnIdsAreTakenAsTheyAreOrRefused() {
        assertThat(PredictionIds.of("r", 2, given("a", "b"))).containsExactly("a", "b");
        assertThatThrownBy(() -> PredictionIds.of("r", 3, given("a", "b")))
                .hasMessageContaining("expected BYTES [3]");
        assertThatThrownBy(() -> PredictionIds.of("r", 2, given("a", "")))
                .hasMessageContaining("an id of 0 bytes");
    }
}
