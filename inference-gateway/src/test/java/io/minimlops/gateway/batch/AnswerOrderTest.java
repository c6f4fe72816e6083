package io.minimlops.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerOrderTest {

    @Test
    void answersLeaveInTheOrderOfArrivalHoweverTheyBecomeReady() {
        // Given
        AnswerOrder order = new AnswerOrder();
        List<Entry<String, String, String>> entries = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Entry<String, String, String> entry =
                    new Entry<>(Work.of("x", 1, "p" + i), 1, i, 0, (any, why) -> false);
            order.expect(entry);
            entries.add(entry);
        }
        List<Integer> left = new ArrayList<>();

        // When
        for (int ready : new int[] {2, 0, 3, 1}) {
            order.answer(entries.get(ready), () -> left.add(ready));
        }

        // Then
        assertThat(left).containsExactly(0, 1, 2, 3);
    }
}
