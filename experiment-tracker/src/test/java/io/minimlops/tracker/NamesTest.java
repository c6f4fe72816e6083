package io.minimlops.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"loss", "val/loss", "a b-c_d.e:f", "größe", "損失", "..a", "a..b"})
    void ordinaryKeysAreFine(String key) {
        assertThat(Names.key("key", key)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?", "a,b", "a\nb", "a\\b", "100%", "😀"})
    void otherCharactersAreNamedInTheRefusal(String key) {
        assertThatThrownBy(() -> Names.key("metrics[0].name", key))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageStartingWith(
                        "Invalid value \""
                                + key
                                + "\" for parameter 'metrics[0].name' supplied: Names may only")
                .hasMessageContaining("slashes (/).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a/", "a//b", "./a", "a/.", "a/../b", ".", "..", "/"})
    void keysThatAreOtherPathsThanTheyLookAreRefused(String key) {
        assertThatThrownBy(() -> Names.key("key", key))
                .hasMessageContaining("must not resolve to other names");
    }

    @Test
    void lengthIsCountedInCharactersNotInHalvesOfThem() {
        assertThat(Names.truncated(3, "value", "😀😀😀😀")).isEqualTo("😀😀😀");
        assertThat(Names.atMost(3, "value", "😀😀😀")).isEqualTo("😀😀😀");
        assertThatThrownBy(() -> Names.atMost(2, "value", "😀😀😀")).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "../x", "a b", "a/b"})
    void runIdsAreWordsAndDashes(String id) {
        assertThatThrownBy(() -> Names.runId(id)).isInstanceOf(Refusal.Invalid.class);
        assertThat(Names.runId("0a-b_c")).isEqualTo("0a-b_c");
    }
}
