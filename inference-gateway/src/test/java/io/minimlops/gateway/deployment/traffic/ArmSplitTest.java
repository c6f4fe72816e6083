package io.minimlops.gateway.deployment.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ArmSplitTest {

    private static long taken(ArmSplit split, int arm) {
        return IntStream.range(0, 100_000).filter(i -> split.armOf("user-" + i) == arm).count();
    }

    @Test
    void everyArmHasItsShareAndTheChampionTheRest() {
        // Given
        ArmSplit split = new ArmSplit("flights", List.of(20.0, 5.5), true);

        // Then
        assertThat(taken(split, 0) / 1_000.0).isCloseTo(20, within(0.5));
        assertThat(taken(split, 1) / 1_000.0).isCloseTo(5.5, within(0.3));
        assertThat(taken(split, ArmSplit.REST) / 1_000.0).isCloseTo(74.5, within(0.6));
        assertThat(split.weights()).containsExactly(20.0, 5.5);
    }

    @Property
    void whoIsWithTheFirstArmStaysWhenItGrows(
            @ForAll String key,
            @ForAll @IntRange(max = 50) int weight,
            @ForAll @IntRange(max = 50) int more) {
        // Given
        ArmSplit split = new ArmSplit("flights", List.of((double) weight, 50.0), true);
        boolean before = split.armOf(key) == 0;

        // When
        split.reweigh(List.of((double) Math.max(weight, more), 50.0));

        // Then
        assertThat(!before || split.armOf(key) == 0).isTrue();
    }

    @Test
    void aKeyStaysAndChanceDoesNot() {
        // Given
        ArmSplit sticky = new ArmSplit("flights", List.of(50.0), true);
        ArmSplit chance = new ArmSplit("flights", List.of(50.0), false);

        // Then
        assertThat(IntStream.range(0, 200).map(i -> sticky.armOf("one")).distinct().count())
                .isEqualTo(1);
        assertThat(IntStream.range(0, 200).map(i -> chance.armOf("one")).distinct().count())
                .isEqualTo(2);
    }

    @Property
    void whatIsNotAsciiIsHashedAsUtf8(@ForAll String key) {
        assertThat(Places.of(Places.salted("ü" + key), key)).isBetween(0, Places.COUNT - 1);
    }
}
