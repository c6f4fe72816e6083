package io.minimlops.gateway.batchjob.table;

import static io.minimlops.gateway.batchjob.table.RawParquet.data;
import static io.minimlops.gateway.batchjob.table.RawParquet.dataOfLevels;
import static io.minimlops.gateway.batchjob.table.RawParquet.dictionary;
import static io.minimlops.gateway.batchjob.table.RawParquet.joined;
import static io.minimlops.gateway.batchjob.table.RawParquet.varints;
import static org.apache.parquet.format.Encoding.BYTE_STREAM_SPLIT;
import static org.apache.parquet.format.Encoding.DELTA_BINARY_PACKED;
import static org.apache.parquet.format.Encoding.DELTA_BYTE_ARRAY;
import static org.apache.parquet.format.Encoding.DELTA_LENGTH_BYTE_ARRAY;
import static org.apache.parquet.format.Encoding.PLAIN;
import static org.apache.parquet.format.Encoding.RLE;
import static org.apache.parquet.format.Encoding.RLE_DICTIONARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a file claims makes no room in the heap: the process ends where the heap does.
class ParquetBoundsTest {

    private static final int MANY = 1_000_000;
    private static final long ANSWER_TEXTS = AnswerBounds.of(1).textBytes();

    private static ParquetTable open(RawParquet file) throws IOException {
        return new ParquetTable(file.input(), List.of("c"), 0, 0, 128 << 20);
    }

    private static RawParquet file(Type type, RawParquet.Page... pages) throws IOException {
        long rows =
                Stream.of(pages)
                        .filter(page -> page.header().isSetData_page_header())
                        .mapToLong(page -> page.header().getData_page_header().getNum_values())
                        .sum();
        return new RawParquet(type).group(rows, pages);
    }

    private static byte[] le(int number) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    }

    /// Many times the same number, in blocks of 2³⁰ whose differences have no bits.
    private static byte[] delta(int count, int number) {
        return joined(varints(1 << 30, 1, count, 2L * number, 0), new byte[1]);
    }

    private static byte[] texts(int count) {
        return new byte[count * Integer.BYTES];
    }

    static Stream<Arguments> pages() {
        int packedRun = Integer.MAX_VALUE / 8 << 1 | 1;
        return Stream.of(
                argumentSet(
                        "numbers by their differences",
                        Type.INT64,
                        new RawParquet.Page[] {data(DELTA_BINARY_PACKED, MANY, delta(1 << 30, 7))}),
                argumentSet(
                        "texts after their lengths",
                        Type.BYTE_ARRAY,
                        new RawParquet.Page[] {
                            data(DELTA_LENGTH_BYTE_ARRAY, MANY, delta(1 << 30, 0))
                        }),
                argumentSet(
                        "texts that begin alike",
                        Type.BYTE_ARRAY,
                        new RawParquet.Page[] {
                            data(
                                    DELTA_BYTE_ARRAY,
                                    MANY,
                                    joined(delta(1 << 30, 0), delta(1 << 30, 0)))
                        }),
                argumentSet(
                        "flags in a run that is packed",
                        Type.BOOLEAN,
                        new RawParquet.Page[] {
                            data(RLE, MANY, joined(le(6), varints(packedRun), new byte[1]))
                        }),
                argumentSet(
                        "flags",
                        Type.BOOLEAN,
                        new RawParquet.Page[] {data(PLAIN, 8 * MANY, new byte[MANY])}),
                argumentSet(
                        "numbers in streams of their bytes",
                        Type.DOUBLE,
                        new RawParquet.Page[] {data(BYTE_STREAM_SPLIT, MANY, new byte[8 * MANY])}),
                argumentSet(
                        "a dictionary of numbers",
                        Type.DOUBLE,
                        new RawParquet.Page[] {
                            dictionary(MANY, new byte[8 * MANY]),
                            data(RLE_DICTIONARY, 8, new byte[] {1, 3, 0})
                        }),
                argumentSet(
                        "a dictionary of texts",
                        Type.BYTE_ARRAY,
                        new RawParquet.Page[] {
                            dictionary(MANY, texts(MANY)),
                            data(RLE_DICTIONARY, 8, new byte[] {1, 3, 0})
                        }),
                argumentSet(
                        "places in a dictionary, packed without bits",
                        Type.DOUBLE,
                        new RawParquet.Page[] {
                            dictionary(1, new byte[8]),
                            data(RLE_DICTIONARY, MANY, joined(new byte[1], varints(packedRun)))
                        }));
    }

    /// A million values would be a megabyte of flags, and four or eight of anything else.
    @ParameterizedTest
    @MethodSource("pages")
    void whatAPageHoldsOrClaimsIsNotInTheHeap(Type type, RawParquet.Page[] pages) throws Exception {
        // Given
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (ParquetTable table = open(file(type, pages))) {
            long before = threads.getCurrentThreadAllocatedBytes();

            // When
            Rows rows = table.next(8);

            // Then
            assertThat(rows.count()).isEqualTo(8);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MANY / 2);
        }
    }

    static Stream<Arguments> claims() {
        byte[] none = varints(128, 4, 0, 0);
        byte[] two = varints(128, 4, Integer.MAX_VALUE, 0, 0);
        return Stream.of(
                argumentSet(
                        "numbers",
                        Type.INT64,
                        data(DELTA_BINARY_PACKED, 3, two),
                        "2,147,483,647 numbers"),
                argumentSet(
                        "lengths",
                        Type.BYTE_ARRAY,
                        data(DELTA_LENGTH_BYTE_ARRAY, 3, two),
                        "2,147,483,647 numbers"),
                argumentSet(
                        "beginnings",
                        Type.BYTE_ARRAY,
                        data(DELTA_BYTE_ARRAY, 3, joined(two, none)),
                        "2,147,483,647 numbers"),
                argumentSet(
                        "rests",
                        Type.BYTE_ARRAY,
                        data(DELTA_BYTE_ARRAY, 3, joined(none, two)),
                        "2,147,483,647 numbers"),
                argumentSet(
                        "mini-blocks",
                        Type.INT32,
                        data(DELTA_BINARY_PACKED, 3, varints(1 << 30, 1 << 27, 3, 0, 0)),
                        "3 numbers"),
                argumentSet(
                        "blocks",
                        Type.INT32,
                        data(DELTA_BINARY_PACKED, 3, varints(1 << 30, 3, 3, 0, 0)),
                        "1,073,741,824 numbers in 3 mini-blocks"),
                argumentSet(
                        "a length",
                        Type.BYTE_ARRAY,
                        data(DELTA_LENGTH_BYTE_ARRAY, 3, delta(3, 1 << 30)),
                        "1,073,741,824 bytes is said to be in 0"),
                argumentSet(
                        "a beginning",
                        Type.BYTE_ARRAY,
                        data(DELTA_BYTE_ARRAY, 3, joined(delta(3, 1 << 30), delta(3, 0))),
                        "1,073,741,824 bytes of one that has 0"));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void whatIsClaimedBeyondThePageIsRefused(Type type, RawParquet.Page page, String told)
            throws Exception {
        try (ParquetTable table = open(file(type, page))) {
            // When / Then
            assertThatThrownBy(() -> table.next(8))
                    .isInstanceOf(MalformedTable.class)
                    .hasMessageContaining(told);
        }
    }

    @ParameterizedTest
    @MethodSource("dictionaries")
    void aDictionaryOfMoreEntriesThanItsBytesHoldIsRefused(Type type, RawParquet.Page dictionary)
            throws Exception {
        try (ParquetTable table =
                open(file(type, dictionary, data(RLE_DICTIONARY, 1, new byte[] {1, 2, 0})))) {
            // When / Then
            assertThatThrownBy(() -> table.next(8))
                    .isInstanceOf(MalformedTable.class)
                    .hasMessageContaining("entries is said to be in 24 bytes");
        }
    }

    static Stream<Arguments> dictionaries() {
        return Stream.of(
                argumentSet("longs", Type.INT64, dictionary(4, new byte[24])),
                argumentSet("ints", Type.INT32, dictionary(7, new byte[24])),
                argumentSet("texts", Type.BYTE_ARRAY, dictionary(7, new byte[24])));
    }

    private static byte[] text(int length) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'x');
        return joined(le(length), text);
    }

    @Test
    void longTextsAreReadWholeInShortAnswers() throws Exception {
        // Given: one text that all rows have
        int length = (int) (ANSWER_TEXTS / 3 - 64);
        int rows = 10;
        byte[] places = {1, (byte) (rows << 1), 0};

        // When
        try (ParquetTable table =
                open(
                        file(
                                Type.BYTE_ARRAY,
                                dictionary(1, text(length)),
                                data(RLE_DICTIONARY, rows, places)))) {
            long seen = 0;
            for (Rows some = table.next(1000); some != null; some = table.next(1000)) {
                // Then
                assertThat(some.count()).isBetween(1, 3);
                for (int row = 0; row < some.count(); row++) {
                    assertThat(some.numbers()[row]).isEqualTo(seen++);
                    assertThat(((Column.Texts) some.column("c")).values()[row]).hasSize(length);
                }
            }
            assertThat(seen).isEqualTo(rows);
        }
    }

    @Test
    void aTextOfMoreThanAnAnswersIsRefused() throws Exception {
        try (ParquetTable table =
                open(file(Type.BYTE_ARRAY, data(PLAIN, 1, text((int) ANSWER_TEXTS + 1))))) {
            // When / Then
            assertThatThrownBy(() -> table.next(8))
                    .isInstanceOf(MalformedTable.class)
                    .hasMessageContaining("%,d bytes or more", ANSWER_TEXTS + 1)
                    .hasMessageContaining("has room for %,d", ANSWER_TEXTS);
        }
    }

    @Test
    void textsThatGrowFromRowToRowAreReadAsLongAsTheyFit() throws Exception {
        // Given: each is all of the one before and as much again as the first
        int step = (int) (ANSWER_TEXTS / 8);
        int rows = 10;
        byte[] beginnings = joined(varints(1 << 30, 1, rows, 0, 2L * step), new byte[1]);
        byte[] page = joined(beginnings, delta(rows, step), new byte[rows * step]);

        // When
        try (ParquetTable table = open(file(Type.BYTE_ARRAY, data(DELTA_BYTE_ARRAY, rows, page)))) {
            assertThat(table.next(1).column("c"))
                    .extracting(column -> ((Column.Texts) column).values()[0].length)
                    .isEqualTo(step);

            // Then
            assertThatThrownBy(
                            () -> {
                                while (table.next(1) != null) {
                                    // On it goes.
                                }
                            })
                    .isInstanceOf(MalformedTable.class)
                    .hasMessageContaining("%,d bytes or more", 9L * step);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "0, 5", "3, 3", "-1, 0", "0, -1", "2147483647, 2147483647"})
    void levelsThatAreNotInTheirPageAreRefused(int definitions, int repetitions) throws Exception {
        try (ParquetTable table =
                open(
                        new RawParquet(Type.INT32)
                                .group(1, dataOfLevels(definitions, repetitions, new byte[4])))) {
            // When / Then
            assertThatThrownBy(() -> table.next(8))
                    .isInstanceOf(MalformedTable.class)
                    .hasMessageContaining("a page's levels of");
        }
    }

    @Test
    void pagesWithoutValuesAndWithoutEndAreRefused() throws Exception {
        // Given
        RawParquet.Page[] pages = new RawParquet.Page[400_000];
        Arrays.fill(pages, data(PLAIN, 0, new byte[0]));
        pages[pages.length - 1] = data(PLAIN, 1, new byte[4]);

        try (ParquetTable table = open(new RawParquet(Type.INT32).group(1, pages))) {
            // When / Then
            assertThatThrownBy(() -> table.next(8))
                    .isInstanceOf(MalformedTable.class)
                    .hasMessageContaining("page headers")
                    .hasMessageContaining(
                            "the %,d bytes of heap", Runtime.getRuntime().maxMemory() / 4);
        }
    }

    @Test
    void rowGroupsWithoutRowsArePassed() throws Exception {
        // Given
        RawParquet file = new RawParquet(Type.INT32);
        for (int i = 0; i < 20_000; i++) {
            file.group(0);
        }
        file.group(1, data(PLAIN, 1, le(7)));

        // When
        try (ParquetTable table = open(file)) {
            Rows rows = table.next(8);

            // Then
            assertThat(((Column.Ints) rows.column("c")).values()).containsExactly(7);
            assertThat(table.next(8)).isNull();
        }
    }
}
