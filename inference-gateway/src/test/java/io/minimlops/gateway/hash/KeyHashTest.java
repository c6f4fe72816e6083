package io.minimlops.gateway.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyHashTest {

    /// Computed apart from this code: keys must not move between releases.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flight-delay | user-1 | -9180246428160449885",
                "'' | '' | -8128386302144805704",
                "flüge/arms | größe 数 | 3164660144336630555"
            })
    void aKeyHasTheHashThatItAlwaysHad(String salt, String key, long hash) {
        assertThat(KeyHash.of(KeyHash.salted(salt), key)).isEqualTo(hash);
    }

    @Test
    void saltAndKeyAreNotOneText() {
        assertThat(KeyHash.of(KeyHash.salted("ab"), "c"))
                .isNotEqualTo(KeyHash.of(KeyHash.salted("a"), "bc"));
    }

    @Test
    void shortKeysSpreadOverTheHighBitsToo() {
        long salted = KeyHash.salted("m");

        long parts =
                IntStream.range(0, 64)
                        .mapToLong(i -> KeyHash.of(salted, String.valueOf(i)) >>> 61)
                        .distinct()
                        .count();

        assertThat(parts).isEqualTo(8);
    }
}
