package io.minimlops.gateway.batchjob.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

class DecompressionTest {

    private static final byte[] TEXT = "once upon a time, once upon a time".getBytes();

    private final RowGroupMemory memory = new RowGroupMemory(1 << 20);

    @AfterEach
    void giveBack() {
        memory.close();
    }

    private static byte[] packed(CompressionCodecName codec) throws IOException {
        return switch (codec) {
            case SNAPPY -> Snappy.compress(TEXT);
            case ZSTD -> Zstd.compress(TEXT);
            case GZIP -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(TEXT);
                }
                yield out.toByteArray();
            }
            default -> TEXT;
        };
    }

    private byte[] unpacked(CompressionCodecName codec, byte[] packed, int size)
            throws IOException {
        BytesInputDecompressor decompressor = new Decompression(memory).getDecompressor(codec);
        return decompressor.decompress(BytesInput.from(packed), size).toByteArray();
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "ZSTD", "GZIP"})
    void whatWasPackedIsUnpacked(CompressionCodecName codec) throws Exception {
        // When
        byte[] unpacked = unpacked(codec, packed(codec), TEXT.length);

        // Then
        assertThat(unpacked).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"SNAPPY", "ZSTD", "GZIP"})
    void anotherSizeThanPromisedIsRefused(CompressionCodecName codec) throws Exception {
        // Given
        byte[] packed = packed(codec);

        // When / Then
        for (int size : List.of(TEXT.length - 1, TEXT.length + 1, 1)) {
            assertThatThrownBy(() -> unpacked(codec, packed, size)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void halfOfItIsRefused() throws Exception {
        for (CompressionCodecName codec :
                List.of(
                        CompressionCodecName.SNAPPY,
                        CompressionCodecName.ZSTD,
                        CompressionCodecName.GZIP)) {
            // Given
            byte[] packed = packed(codec);
            byte[] half = Arrays.copyOf(packed, packed.length / 2);

            // When / Then
            assertThatThrownBy(() -> unpacked(codec, half, TEXT.length))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCodecThatCannotBeReadIsNamed() {
        // When / Then
        assertThatThrownBy(
                        () ->
                                new Decompression(memory)
                                        .getDecompressor(CompressionCodecName.BROTLI))
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("BROTLI");
    }

    @Test
    void sizesBeyondTheBoundAreRefusedBeforeAnyMemoryIsTaken() {
        // When / Then
        assertThatThrownBy(
                        () ->
                                unpacked(
                                        CompressionCodecName.SNAPPY,
                                        packed(CompressionCodecName.SNAPPY),
                                        Integer.MAX_VALUE))
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("2,147,483,647");
    }
}
