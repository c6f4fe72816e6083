package io.minimlops.gateway.batchjob.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactThriftTest {

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(java.util.HexFormat.ofDelimiter(" ").parseHex(hex));
    }

    @Test
    void integersOfAStructAreFoundBetweenEverythingElse() {
        // Given: 1: i32 7; 2: text "ab"; 3: list of two structs; 4: i32 -3; 20: i64 300; stop
        ByteBuffer struct = bytes("15 0e 18 02 61 62 19 2c 15 02 00 00 15 05 06 28 d8 04 00 ff");

        // When
        Map<Integer, Long> integers = CompactThrift.integers(struct);

        // Then
        assertThat(integers).containsEntry(1, 7L).containsEntry(4, -3L).containsEntry(20, 300L);
        assertThat(struct.remaining()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "19 fc ff ff ff ff 07 00", // a list of 2^31 structs
                "19 f3 80 80 80 80 08 00", // a list of 2^31 bytes
                "18 ff ff ff ff 07 61", // a text of 2^31 bytes
                "1b ff ff ff ff 07 88", // a map of 2^31 entries
                "15 ff ff ff ff ff ff ff ff ff ff 01", // an integer of eleven bytes
                "1e 00", // a type there is none of
                "15 02 05 02 04 00", // a field twice
                "15 02 05 82 80 08 04 00", // a field twice, once by 2^16 more
                "1c 15 02 05 02 04 00 00", // a field twice within another
                "15", // nothing behind the field
                "15 0e" // no end
            })
    void whatGoesBeyondTheBytesIsRefused(String hex) {
        // When / Then
        assertThatThrownBy(() -> CompactThrift.integers(bytes(hex)))
                .isInstanceOf(MalformedTable.class);
    }

    @Test
    void integersOfTheStructsInItAreFoundToo() {
        // Given: 8: {5: i32 7; 6: i32 -3}
        ByteBuffer struct = bytes("8c 55 0e 15 05 00 00");

        // When
        Map<Integer, Long> integers = CompactThrift.integers(struct);

        // Then
        assertThat(integers)
                .containsEntry(CompactThrift.within(8, 5), 7L)
                .containsEntry(CompactThrift.within(8, 6), -3L);
    }

    @Test
    void moreFieldsThanAnyHeaderHasAreRefused() {
        // Given
        ByteBuffer many = bytes("15 02 ".repeat(300) + "00");

        // When / Then
        assertThatThrownBy(() -> CompactThrift.integers(many))
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("more than 256 fields");
    }

    @Test
    void structsWithinStructsWithoutEndAreRefused() {
        // Given
        ByteBuffer nested = bytes("1c ".repeat(1000).strip());

        // When / Then
        assertThatThrownBy(() -> CompactThrift.integers(nested))
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("too deeply");
    }
}
