package io.minimlops.gateway.batchjob.table;

import static org.apache.parquet.column.ValuesType.DEFINITION_LEVEL;
import static org.apache.parquet.column.ValuesType.VALUES;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.CorruptDeltaByteArrays;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.RequiresPreviousReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.jspecify.annotations.Nullable;

/// The values of a flat column, page after page. parquet-java's own column reader counts levels of
/// nesting for every value, which takes longer than the value.
final class ParquetPages {

    private final ColumnDescriptor column;
    private final PageReader pages;
    private final @Nullable ParsedVersion writer;
    private final @Nullable Dictionary dictionary;
    private int left;
    private @Nullable Levels levels;
    private @Nullable ValuesReader values;

    private interface Levels {
        int next() throws IOException;
    }

    /// @param column that is not repeated
    /// @param writer of the file, if it is known
    ParquetPages(ColumnDescriptor column, PageReader pages, @Nullable ParsedVersion writer) {
        this.column = column;
        this.pages = pages;
        this.writer = writer;
        DictionaryPage page = pages.readDictionaryPage();
        this.dictionary = page == null ? null : dictionary(page);
    }

    /// Every entry has a byte at least: the number of them is what the file says.
    private Dictionary dictionary(DictionaryPage page) {
        if (page.getDictionarySize() > page.getBytes().size()) {
            throw new MalformedTable(
                    "a dictionary of %,d entries is said to be in %,d bytes"
                            .formatted(page.getDictionarySize(), page.getBytes().size()));
        }
        return page.decode(column);
    }

    /// Goes on to the next row.
    ///
    /// @return its value as the next of this reader; null: it has none
    /// @throws MalformedTable when there are fewer rows than the file says
    @Nullable ValuesReader next() {
        try {
            while (left == 0) {
                open(pages.readPage());
            }
            left--;
            return levels == null || levels.next() == column.getMaxDefinitionLevel()
                    ? values
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(@Nullable DataPage page) throws IOException {
        left = page == null ? 0 : page.getValueCount();
        switch (page) {
            case DataPageV1 first -> {
                ByteBufferInputStream bytes = first.getBytes().toInputStream();
                levels = levels(first, bytes);
                values = values(first.getValueEncoding(), bytes);
            }
            case DataPageV2 second -> {
                levels = levels(second);
                values = values(second.getDataEncoding(), second.getData().toInputStream());
            }
            case null, default ->
                    throw new MalformedTable(
                            "column '%s' has fewer values than its row group has rows"
                                    .formatted(String.join(".", column.getPath())));
        }
    }

    private boolean isOptional() {
        return column.getMaxDefinitionLevel() > 0;
    }

    private @Nullable Levels levels(DataPageV1 page, ByteBufferInputStream bytes)
            throws IOException {
        if (!isOptional()) {
            return null;
        }
        ValuesReader reader = page.getDlEncoding().getValuesReader(column, DEFINITION_LEVEL);
        reader.initFromPage(left, bytes);
        return reader::readInteger;
    }

    private @Nullable Levels levels(DataPageV2 page) throws IOException {
        if (!isOptional()) {
            return null;
        }
        return new RunLengthBitPackingHybridDecoder(
                        BytesUtils.getWidthFromMaxInt(column.getMaxDefinitionLevel()),
                        page.getDefinitionLevels().toInputStream())
                ::readInt;
    }

    private ValuesReader values(Encoding encoding, ByteBufferInputStream bytes) throws IOException {
        ValuesReader reader;
        if (!encoding.usesDictionary()) {
            reader = encoding.getValuesReader(column, VALUES);
        } else if (dictionary != null) {
            reader = encoding.getDictionaryBasedValuesReader(column, VALUES, dictionary);
        } else {
            throw new IOException("a dictionary is missing");
        }
        reader.initFromPage(left, bytes);
        if (reader instanceof RequiresPreviousReader next
                && CorruptDeltaByteArrays.requiresSequentialReads(writer, encoding)) {
            next.setPreviousReader(values);
        }
        return reader;
    }
}
