package io.minimlops.registry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.registry.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {

    @Test
    void aTokenLeadsToWhereItWasGiven() {
        assertThat(PageToken.parse(new PageToken(40).encoded())).isEqualTo(new PageToken(40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"§", "abc", "e30=", "eyJvZmZzZXQiOiAtMX0="})
    void anythingElseIsRefused(String token) {
        assertThatThrownBy(() -> PageToken.parse(token)).isInstanceOf(Refused.class);
    }
}
