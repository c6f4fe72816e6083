package io.minimlops.gateway.batchjob.table.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.batchjob.table.MalformedTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter.DoubleByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter.FloatByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter.IntegerByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter.LongByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesWriter;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayWriter;
import org.apache.parquet.column.values.plain.BooleanPlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What parquet-java writes is read, every third value passed over, and not a value more.
class EncodingsTest {

    private static final HeapByteBufferAllocator HEAP = HeapByteBufferAllocator.getInstance();
    private static final int SLAB = 64;
    private static final int PAGE = 1 << 20;

    private final Random random = new Random(11);

    private static ByteBuffer page(ValuesWriter writer) throws IOException {
        return ByteBuffer.wrap(writer.getBytes().toByteArray());
    }

    /// Anything, then ever the same difference, then small ones in runs.
    private long number(int i) {
        return switch (i / 300 % 3) {
            case 0 -> random.nextLong();
            case 1 -> 5L * i;
            default -> i / 9;
        };
    }

    private long[] numbers(int count) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(i);
        }
        return numbers;
    }

    private static void check(
            int count, ValuesReader reader, IntFunction<Object> expected, Read read) {
        for (int i = 0; i < count; i++) {
            if (i % 3 == 0) {
                reader.skip();
            } else {
                assertThat(read.from(reader)).isEqualTo(expected.apply(i));
            }
        }
    }

    private interface Read {
        Object from(ValuesReader reader);
    }

    private static String text(ValuesReader reader) {
        return new String(reader.readBytes().getBytes(), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 32, 33, 128, 129, 1000})
    void wholeNumbersByDifferencesAreRead(int count) throws Exception {
        // Given
        long[] numbers = numbers(count);
        var longs = new DeltaBinaryPackingValuesWriterForLong(SLAB, PAGE, HEAP);
        var ints = new DeltaBinaryPackingValuesWriterForInteger(SLAB, PAGE, HEAP);
        for (long number : numbers) {
            longs.writeLong(number);
            ints.writeInteger((int) number);
        }

        // When
        ByteBuffer page = page(longs);
        DeltaNumbers reader = new DeltaNumbers(page);

        // Then
        check(count, reader, i -> numbers[i], ValuesReader::readLong);
        check(
                count,
                new DeltaNumbers(page(ints)),
                i -> (int) numbers[i],
                ValuesReader::readInteger);
        assertThat(page.remaining()).isZero();
        assertThatThrownBy(reader::readLong)
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("fewer values");
    }

    /// Eight times as many is none, or one block's worth, in a number of 64 bits.
    @ParameterizedTest
    @ValueSource(longs = {1L << 61, (1L << 61) + 1})
    void moreMiniBlocksThanNumbersAreRefused(long miniBlocks) {
        // Given
        ByteBuffer page = ByteBuffer.allocate(16).put((byte) 8);
        for (long rest = miniBlocks; rest > 0; rest >>>= 7) {
            page.put((byte) (rest & 0x7F | (rest >>> 7 > 0 ? 0x80 : 0)));
        }

        // Then
        assertThatThrownBy(() -> new DeltaNumbers(page.put(new byte[2]).flip()))
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("mini-blocks cannot be");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1000})
    void textsAreRead(int count) throws Exception {
        // Given
        IntFunction<Object> text = i -> "text".repeat(i % 5) + (i * 7919 % 1000);
        var measured = new DeltaLengthByteArrayValuesWriter(SLAB, PAGE, HEAP);
        var alike = new DeltaByteArrayWriter(SLAB, PAGE, HEAP);
        for (int i = 0; i < count; i++) {
            measured.writeBytes(Binary.fromString((String) text.apply(i)));
            alike.writeBytes(Binary.fromString((String) text.apply(i)));
        }

        // When
        MeasuredTexts first = new MeasuredTexts(page(measured));
        SharedPrefixTexts second = new SharedPrefixTexts(page(alike), HEAP, null, false);

        // Then
        check(count, first, text, EncodingsTest::text);
        check(count, second, text, EncodingsTest::text);
        assertThatThrownBy(first::skip).isInstanceOf(MalformedTable.class);
        assertThatThrownBy(second::skip).isInstanceOf(MalformedTable.class);
    }

    @Test
    void textsGoOnFromThePageBeforeWhereTheirWriterDidSo() throws Exception {
        // Given
        var writer = new DeltaByteArrayWriter(SLAB, PAGE, HEAP);
        writer.writeBytes(Binary.fromString("same and one"));
        SharedPrefixTexts before = new SharedPrefixTexts(page(writer), HEAP, null, false);
        before.skip();
        var prefixes = new DeltaBinaryPackingValuesWriterForInteger(SLAB, PAGE, HEAP);
        prefixes.writeInteger(9);
        var rests = new DeltaLengthByteArrayValuesWriter(SLAB, PAGE, HEAP);
        rests.writeBytes(Binary.fromString("two"));
        byte[] page = BytesInput.concat(prefixes.getBytes(), rests.getBytes()).toByteArray();

        // When
        SharedPrefixTexts onward = new SharedPrefixTexts(ByteBuffer.wrap(page), HEAP, before, true);
        SharedPrefixTexts anew = new SharedPrefixTexts(ByteBuffer.wrap(page), HEAP, before, false);

        // Then
        assertThat(text(onward)).isEqualTo("same and two");
        assertThatThrownBy(anew::readBytes)
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("9 bytes of one that has 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 100, 1001})
    void numbersInStreamsOfTheirBytesAreRead(int count) throws Exception {
        // Given
        long[] numbers = numbers(count);
        var ints = new IntegerByteStreamSplitValuesWriter(SLAB, PAGE, HEAP);
        var longs = new LongByteStreamSplitValuesWriter(SLAB, PAGE, HEAP);
        var floats = new FloatByteStreamSplitValuesWriter(SLAB, PAGE, HEAP);
        var doubles = new DoubleByteStreamSplitValuesWriter(SLAB, PAGE, HEAP);
        for (long number : numbers) {
            ints.writeInteger((int) number);
            longs.writeLong(number);
            floats.writeFloat(number);
            doubles.writeDouble(number);
        }

        // When / Then
        SplitBytes reader = new SplitBytes(page(ints), 4);
        check(count, reader, i -> (int) numbers[i], ValuesReader::readInteger);
        check(count, new SplitBytes(page(longs), 8), i -> numbers[i], ValuesReader::readLong);
        check(
                count,
                new SplitBytes(page(floats), 4),
                i -> (float) numbers[i],
                ValuesReader::readFloat);
        check(
                count,
                new SplitBytes(page(doubles), 8),
                i -> (double) numbers[i],
                ValuesReader::readDouble);
        assertThatThrownBy(reader::readInteger).isInstanceOf(MalformedTable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 100, 1001})
    void flagsAreRead(int count) throws Exception {
        // Given
        long[] numbers = numbers(count);
        var plain = new BooleanPlainValuesWriter();
        var runs = new RunLengthBitPackingHybridValuesWriter(1, SLAB, PAGE, HEAP);
        for (long number : numbers) {
            plain.writeBoolean(number % 2 == 0);
            runs.writeBoolean(number % 2 == 0);
        }
        IntFunction<Object> expected = i -> numbers[i] % 2 == 0;

        // When / Then
        check(count, Flags.plain(page(plain)), expected, ValuesReader::readBoolean);
        check(count, Flags.inRuns(page(runs)), expected, ValuesReader::readBoolean);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 17, 31, 32})
    void placesOfAnyWidthAreRead(int width) throws Exception {
        // Given
        long[] numbers = numbers(1003);
        int mask = (int) ((1L << width) - 1);
        var encoder = new RunLengthBitPackingHybridEncoder(width, SLAB, PAGE, HEAP);
        for (long number : numbers) {
            encoder.writeInt((int) number & mask);
        }
        ByteBuffer page = ByteBuffer.wrap(encoder.toBytes().toByteArray());

        // When
        RunLengths reader = new RunLengths(page, width);

        // Then
        for (long number : numbers) {
            assertThat(reader.next()).isEqualTo((int) number & mask);
        }
    }

    @Test
    void placesBeyondTheDictionaryOrThePageAreRefused() {
        // Given: two numbers; places of two bits: 1 twice, then 2
        PageDictionary two = PageDictionary.numbers(ByteBuffer.allocate(16), 2, 8);
        byte[] page = {2, 2 << 1, 1, 1 << 1, 2};
        DictionaryValues values = new DictionaryValues(two, ByteBuffer.wrap(page));
        values.readLong();
        values.readLong();

        // When / Then
        assertThatThrownBy(values::readLong).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(values::readLong)
                .isInstanceOf(MalformedTable.class)
                .hasMessageContaining("fewer values");
        assertThatThrownBy(() -> new RunLengths(ByteBuffer.wrap(page), 33))
                .isInstanceOf(MalformedTable.class);
    }
}
