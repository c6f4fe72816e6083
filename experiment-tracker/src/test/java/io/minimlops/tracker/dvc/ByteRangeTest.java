package io.minimlops.tracker.dvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.tracker.dvc.ByteRange.NotSatisfiable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=2-4, 2, 3",
        "bytes=2-, 2, 8",
        "bytes=2-999, 2, 8",
        "bytes=-3, 7, 3",
        "bytes=-99, 0, 10"
    })
    void aRangeIsCutToWhatIsThere(String header, long offset, long length) throws NotSatisfiable {
        assertThat(ByteRange.of(header, 10)).contains(new ByteRange(offset, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes=", "bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "x"})
    void whatIsNoSingleRangeIsIgnored(String header) throws NotSatisfiable {
        assertThat(ByteRange.of(header, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=11-12", "bytes=-0"})
    void aRangeBeyondTheEndCannotBeSatisfied(String header) {
        assertThatThrownBy(() -> ByteRange.of(header, 10)).isInstanceOf(NotSatisfiable.class);
    }

    @Test
    void itIsDescribedAsTheHeaderWantsIt() {
        assertThat(new ByteRange(2, 3).describe(10)).isEqualTo("bytes 2-4/10");
    }
}
