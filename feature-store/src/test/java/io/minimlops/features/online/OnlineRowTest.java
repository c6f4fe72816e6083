package io.minimlops.features.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.events.FeatureEvent.FeaturesWritten;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineRowTest {

    private static FeaturesWritten written(
            int time, @Nullable Integer created, @Nullable Object... values) {
        return new FeaturesWritten(
                "p",
                "v",
                "k",
                List.of("a", "b"),
                Arrays.asList(values),
                Instant.ofEpochSecond(time),
                created == null ? null : Instant.ofEpochSecond(created));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverTheOrderAndHoweverOftenTheSameRowStays(int seed) {
        // Given
        Random random = new Random(seed);
        List<FeaturesWritten> events = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Integer created = random.nextInt(3) == 0 ? null : (Integer) random.nextInt(2);
            Object text = random.nextBoolean() ? null : "t" + random.nextInt(2);
            events.add(written(random.nextInt(3), created, random.nextInt(2) / 2.0, text));
        }
        FeaturesWritten expected = settled(events);

        for (int round = 0; round < 20; round++) {
            // When
            List<FeaturesWritten> again = new ArrayList<>(events);
            again.addAll(events.subList(0, random.nextInt(events.size())));
            Collections.shuffle(again, random);

            // Then
            assertThat(settled(again)).isEqualTo(expected);
        }
    }

    private static FeaturesWritten settled(List<FeaturesWritten> events) {
        OnlineStore store = new OnlineStore();
        events.forEach(store::apply);
        return store.find(events.getFirst()).event(events.getFirst());
    }

    @Test
    void whatJsonMadeOfAValueIsTheValue() {
        // Given
        OnlineStore store = new OnlineStore();

        // When
        OnlineRow wide = store.row(written(1, null, 3L, 0.5f));
        OnlineRow narrow = store.row(written(1, null, 3, 0.5));

        // Then
        assertThat(wide.isNewerThan(narrow)).isFalse();
        assertThat(narrow.isNewerThan(wide)).isFalse();
    }

    @Test
    void keysAreDistinctWhateverIsInThem() {
        assertThat(EntityKey.of(List.of("a|b", "c")))
                .isNotEqualTo(EntityKey.of(List.of("a", "b|c")));
        assertThat(EntityKey.of(List.of("a\\", "b")))
                .isNotEqualTo(EntityKey.of(List.of("a", "\\b")));
        assertThat(EntityKey.of(List.of("ORD"))).isEqualTo("ORD");
    }
}
