package io.minimlops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ExtentTest {

    @Test
    void whatMustBeAskedForIsNoPartOfAll() {
        Extent all = new Extent(true, Set.of());
        Extent one = new Extent(true, Set.of("peers"));

        assertThat(all.wants("small")).isTrue();
        assertThat(all.asksFor("peers")).isFalse();
        assertThat(one.wants("small")).isFalse();
        assertThat(one.asksFor("peers")).isTrue();
    }
}
