package io.minimlops.registry.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"champion", "Challenger-2", "shadow_a", "v1a", "später"})
    void wordsWithDashesAreAliases(String alias) {
        assertThat(AliasName.checked(alias)).isEqualTo(alias);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "latest | 'latest' alias name (case insensitive) is reserved.",
                "LaTest | 'latest' alias name (case insensitive) is reserved.",
                "v1 | Version alias name 'v1' is reserved.",
                "V22 | Version alias name 'V22' is reserved.",
                "two words | may only contain",
                "a/b | may only contain"
            })
    void whatReadsAsAVersionOrDoesNotReadAtAllIsNot(String alias, String why) {
        assertThatThrownBy(() -> AliasName.checked(alias)).hasMessageContaining(why);
    }
}
