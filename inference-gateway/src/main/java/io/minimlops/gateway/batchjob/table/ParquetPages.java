package io.minimlops.gateway.batchjob.table;

import static org.apache.parquet.column.ValuesType.DEFINITION_LEVEL;
import static org.apache.parquet.column.ValuesType.VALUES;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;

import io.minimlops.gateway.batchjob.table.encoding.DeltaNumbers;
import io.minimlops.gateway.batchjob.table.encoding.DictionaryValues;
import io.minimlops.gateway.batchjob.table.encoding.Flags;
import io.minimlops.gateway.batchjob.table.encoding.MeasuredTexts;
import io.minimlops.gateway.batchjob.table.encoding.PageDictionary;
import io.minimlops.gateway.batchjob.table.encoding.RunLengths;
import io.minimlops.gateway.batchjob.table.encoding.SharedPrefixTexts;
import io.minimlops.gateway.batchjob.table.encoding.SplitBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.parquet.CorruptDeltaByteArrays;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/// The values of a flat column, page after page. parquet-java's own column reader counts levels of
/// nesting for every value, which takes longer than the value. Nothing of a page is in the heap.
final class ParquetPages {

    /// Of a value that is there: nothing is nested.
    private static final int THERE = 1;

    private static final int LEVEL_BITS = 1;

    private final ColumnDescriptor column;
    private final PageReader pages;
    private final @Nullable ParsedVersion writer;
    private final RowGroupMemory memory;
    private final @Nullable PageDictionary dictionary;
    private int left;
    private @Nullable Levels levels;
    private @Nullable ValuesReader values;

    private interface Levels {
        int next();
    }

    /// @param column that is not repeated, nor within another
    /// @param writer of the file, if it is known
    ParquetPages(
            ColumnDescriptor column,
            PageReader pages,
            @Nullable ParsedVersion writer,
            RowGroupMemory memory)
            throws IOException {
        this.column = column;
        this.pages = pages;
        this.writer = writer;
        this.memory = memory;
        DictionaryPage page = pages.readDictionaryPage();
        this.dictionary = page == null ? null : dictionary(page);
    }

    private PageDictionary dictionary(DictionaryPage page) throws IOException {
        if (page.getEncoding() != Encoding.PLAIN
                && page.getEncoding() != Encoding.PLAIN_DICTIONARY) {
            throw unexpected(page.getEncoding());
        }
        int size = page.getDictionarySize();
        return type() == BINARY
                ? PageDictionary.texts(bytes(page.getBytes()), size, memory)
                : PageDictionary.numbers(bytes(page.getBytes()), size, width());
    }

    private PrimitiveTypeName type() {
        return column.getPrimitiveType().getPrimitiveTypeName();
    }

    /// Bytes of a number.
    private int width() {
        return switch (type()) {
            case INT32, FLOAT -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case BOOLEAN, BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                    throw new MalformedTable(
                            "a column of %s is encoded as numbers".formatted(type()));
        };
    }

    /// Goes on to the next row.
    ///
    /// @return its value as the next of this reader; null: it has none
    /// @throws MalformedTable when there are fewer rows than the file says
    @Nullable ValuesReader next() {
        while (left == 0) {
            open(pages.readPage());
        }
        left--;
        return levels == null || levels.next() == THERE ? values : null;
    }

    private void open(@Nullable DataPage page) {
        left = page == null ? 0 : page.getValueCount();
        try {
            switch (page) {
                case DataPageV1 first -> {
                    ByteBuffer bytes = bytes(first.getBytes());
                    levels = isOptional() ? levels(first.getDlEncoding(), bytes) : null;
                    values = values(first.getValueEncoding(), bytes.slice());
                }
                case DataPageV2 second -> {
                    ByteBuffer bytes = bytes(second.getDefinitionLevels());
                    levels = isOptional() ? new RunLengths(bytes, LEVEL_BITS)::next : null;
                    values = values(second.getDataEncoding(), bytes(second.getData()));
                }
                case null, default ->
                        throw new MalformedTable(
                                "column '%s' has fewer values than its row group has rows"
                                        .formatted(String.join(".", column.getPath())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All of them, from the buffer's begin on.
    private static ByteBuffer bytes(BytesInput page) throws IOException {
        ByteBufferInputStream stream = page.toInputStream();
        return stream.slice(stream.available()).slice();
    }

    private boolean isOptional() {
        return column.getMaxDefinitionLevel() > 0;
    }

    /// @param page is behind the levels afterwards
    private Levels levels(Encoding encoding, ByteBuffer page) throws IOException {
        return switch (encoding) {
            case RLE -> RunLengths.measured(page, LEVEL_BITS)::next;
            case BIT_PACKED -> {
                ValuesReader reader = encoding.getValuesReader(column, DEFINITION_LEVEL);
                ByteBufferInputStream stream = ByteBufferInputStream.wrap(page);
                reader.initFromPage(left, stream);
                page.position((int) stream.position());
                yield reader::readInteger;
            }
            default -> throw unexpected(encoding);
        };
    }

    /// @param page that begins where the buffer does
    private ValuesReader values(Encoding encoding, ByteBuffer page) throws IOException {
        return switch (encoding) {
            case PLAIN -> type() == BOOLEAN ? Flags.plain(page) : plain(page);
            case RLE -> Flags.inRuns(page);
            case RLE_DICTIONARY, PLAIN_DICTIONARY -> {
                if (dictionary == null) {
                    throw new MalformedTable("a dictionary is missing");
                }
                yield new DictionaryValues(dictionary, page);
            }
            case DELTA_BINARY_PACKED -> new DeltaNumbers(page);
            case DELTA_LENGTH_BYTE_ARRAY -> new MeasuredTexts(page);
            case DELTA_BYTE_ARRAY ->
                    new SharedPrefixTexts(
                            page,
                            memory,
                            values instanceof SharedPrefixTexts before ? before : null,
                            CorruptDeltaByteArrays.requiresSequentialReads(writer, encoding));
            case BYTE_STREAM_SPLIT -> new SplitBytes(page, width());
            case BIT_PACKED -> throw unexpected(encoding);
        };
    }

    private ValuesReader plain(ByteBuffer page) throws IOException {
        ValuesReader reader = Encoding.PLAIN.getValuesReader(column, VALUES);
        reader.initFromPage(left, ByteBufferInputStream.wrap(page));
        return reader;
    }

    private MalformedTable unexpected(Encoding encoding) {
        return new MalformedTable(
                "column '%s' is encoded as %s"
                        .formatted(String.join(".", column.getPath()), encoding));
    }

    void skip(long rows) {
        for (long i = 0; i < rows; i++) {
            ValuesReader value = next();
            if (value != null) {
                value.skip();
            }
        }
    }
}
