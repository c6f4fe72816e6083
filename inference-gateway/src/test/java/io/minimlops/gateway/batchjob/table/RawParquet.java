package io.minimlops.gateway.batchjob.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/// Parquet files of one required column `c`, made by hand: what no writer would write.
final class RawParquet {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<RowGroup> groups = new ArrayList<>();
    private final Type type;

    RawParquet(Type type) {
        this.type = type;
        file.writeBytes(MAGIC);
    }

    /// @param header tells its size by itself
    record Page(PageHeader header, byte[] content) {}

    static Page data(Encoding encoding, int values, byte[] content) {
        PageHeader header = header(PageType.DATA_PAGE, content);
        header.setData_page_header(
                new DataPageHeader(values, encoding, Encoding.RLE, Encoding.RLE));
        return new Page(header, content);
    }

    static Page dataOfLevels(int definitionBytes, int repetitionBytes, byte[] content) {
        PageHeader header = header(PageType.DATA_PAGE_V2, content);
        header.setData_page_header_v2(
                new DataPageHeaderV2(1, 0, 1, Encoding.PLAIN, definitionBytes, repetitionBytes));
        return new Page(header, content);
    }

    static Page dictionary(int entries, byte[] content) {
        PageHeader header = header(PageType.DICTIONARY_PAGE, content);
        header.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
        return new Page(header, content);
    }

    private static PageHeader header(PageType type, byte[] content) {
        return new PageHeader(type, content.length, content.length);
    }

    RawParquet group(long rows, Page... pages) throws IOException {
        long start = file.size();
        for (Page page : pages) {
            Util.writePageHeader(page.header(), file);
            file.writeBytes(page.content());
        }
        long size = file.size() - start;
        ColumnMetaData chunk =
                new ColumnMetaData(
                        type,
                        List.of(Encoding.PLAIN),
                        List.of("c"),
                        CompressionCodec.UNCOMPRESSED,
                        rows,
                        size,
                        size,
                        start);
        ColumnChunk column = new ColumnChunk(start);
        column.setMeta_data(chunk);
        groups.add(new RowGroup(List.of(column), size, rows));
        return this;
    }

    private byte[] bytes() throws IOException {
        SchemaElement root = new SchemaElement("row");
        root.setNum_children(1);
        SchemaElement column = new SchemaElement("c");
        column.setType(type);
        column.setRepetition_type(FieldRepetitionType.REQUIRED);
        int start = file.size();
        Util.writeFileMetaData(
                new FileMetaData(
                        1,
                        List.of(root, column),
                        groups.stream().mapToLong(RowGroup::getNum_rows).sum(),
                        groups),
                file);
        int size = file.size() - start;
        file.writeBytes(
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(size)
                        .array());
        file.writeBytes(MAGIC);
        return file.toByteArray();
    }

    /// Read without copies of it in the heap.
    InputFile input() throws IOException {
        byte[] bytes = bytes();
        return new InputFile() {
            @Override
            public long getLength() {
                return bytes.length;
            }

            @Override
            public SeekableInputStream newStream() {
                Bytes stream = new Bytes(bytes);
                return new DelegatingSeekableInputStream(stream) {
                    @Override
                    public long getPos() {
                        return stream.position();
                    }

                    @Override
                    public void seek(long to) {
                        stream.seek(to);
                    }
                };
            }
        };
    }

    private static final class Bytes extends ByteArrayInputStream {
        Bytes(byte[] bytes) {
            super(bytes);
        }

        long position() {
            return pos;
        }

        void seek(long to) {
            pos = (int) to;
        }
    }

    /// Numbers as Thrift and Parquet's encodings have them.
    static byte[] varints(long... numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (long number : numbers) {
            long rest = number;
            for (; rest >>> 7 != 0; rest >>>= 7) {
                bytes.write((int) (rest & 0x7F | 0x80));
            }
            bytes.write((int) rest);
        }
        return bytes.toByteArray();
    }

    static byte[] joined(byte[]... all) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] some : all) {
            bytes.writeBytes(some);
        }
        return bytes.toByteArray();
    }
}
