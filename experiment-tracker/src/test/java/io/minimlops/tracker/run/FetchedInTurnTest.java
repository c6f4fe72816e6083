package io.minimlops.tracker.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FetchedInTurnTest {

    private final List<List<Integer>> fetched = new ArrayList<>();

    @Test
    void readFromTheFrontEachElementIsFetchedOnce() {
        assertThat(inTurn(7)).containsExactly("0", "1", "2", "3", "4", "5", "6");
        assertThat(fetched).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
    }

    @Test
    void theFirstAreFetchedAtOnceAndTheOthersWhenTheyAreRead() {
        inTurn(7);

        assertThat(fetched).containsExactly(List.of(0, 1, 2));
    }

    @Test
    void anyElementCanBeRead() {
        List<String> list = inTurn(7);

        assertThat(list.get(6)).isEqualTo("6");
        assertThat(list.get(2)).isEqualTo("2");
        assertThat(inTurn(0)).isEmpty();
    }

    private List<String> inTurn(int size) {
        return new FetchedInTurn<>(
                IntStream.range(0, size).boxed().toList(),
                3,
                some -> {
                    fetched.add(List.copyOf(some));
                    return some.stream().map(String::valueOf).toList();
                });
    }
}
