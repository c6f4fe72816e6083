package io.minimlops.gateway.batchjob.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/// A Parquet file whose footer and page headers are looked at before the reader gets them. Pages
/// are what their checksums say.
final class GuardedFile implements InputFile {

    /// Fields of `PageHeader` in Parquet's Thrift: `compressed_page_size` and `crc`, and in its
    /// `data_page_header_v2` the bytes of definition and of repetition levels.
    private static final int SIZE = 3;

    private static final int CHECKSUM = 4;
    private static final int DEFINITIONS = CompactThrift.within(8, 5);
    private static final int REPETITIONS = CompactThrift.within(8, 6);

    /// What a page is in the heap before it is read, its statistics apart; those are there twice.
    private static final int PAGE_OBJECTS = 512;

    private final InputFile file;
    private final RowGroupMemory memory;
    private final NavigableMap<Long, Long> chunks = new TreeMap<>();
    private boolean isOpen;

    /// @param memory that pages' headers are counted in
    GuardedFile(InputFile file, RowGroupMemory memory) {
        this.file = file;
        this.memory = memory;
    }

    /// What is read from here on are columns' chunks.
    void opened(ParquetMetadata footer) {
        footer.getBlocks().stream()
                .flatMap(block -> block.getColumns().stream())
                .forEach(this::expect);
        isOpen = true;
    }

    private void expect(ColumnChunkMetaData chunk) {
        chunks.merge(chunk.getStartingPos(), chunk.getTotalSize(), Math::max);
    }

    private void check(long position, ByteBuffer bytes) {
        if (!isOpen) {
            CompactThrift.integers(bytes);
            return;
        }
        long end = position + bytes.remaining();
        chunks.subMap(position, end)
                .forEach(
                        (start, size) -> {
                            long to = Math.min(end, start + size) - position;
                            int from = (int) (start - position);
                            pages(bytes.slice(from, (int) Math.max(0, to - from)));
                        });
    }

    private void pages(ByteBuffer chunk) {
        while (chunk.hasRemaining()) {
            int start = chunk.position();
            Map<Integer, Long> header = CompactThrift.integers(chunk);
            memory.takeHeap(PAGE_OBJECTS + 2L * (chunk.position() - start));
            long size = header.getOrDefault(SIZE, 0L);
            checkSize("a page", size, chunk.remaining());
            long definitions = header.getOrDefault(DEFINITIONS, 0L);
            checkSize("a page's levels", definitions, size);
            checkSize("a page's levels", header.getOrDefault(REPETITIONS, 0L), size - definitions);
            page(chunk.slice(chunk.position(), (int) size), header.get(CHECKSUM));
            chunk.position(chunk.position() + (int) size);
        }
    }

    private static void checkSize(String what, long size, long most) {
        if (size < 0 || size > most) {
            throw new MalformedTable(
                    "%s of %,d bytes is said to be in %,d".formatted(what, size, most));
        }
    }

    private static void page(ByteBuffer bytes, @Nullable Long promised) {
        CRC32 checksum = new CRC32();
        if (promised != null) {
            checksum.update(bytes);
            if ((int) checksum.getValue() != promised.intValue()) {
                throw new MalformedTable("a page's checksum is not the one of its bytes");
            }
        }
    }

    @Override
    public long getLength() throws IOException {
        return file.getLength();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        SeekableInputStream stream = file.newStream();
        return new DelegatingSeekableInputStream(stream) {
            @Override
            public long getPos() throws IOException {
                return stream.getPos();
            }

            @Override
            public void seek(long to) throws IOException {
                stream.seek(to);
            }

            @Override
            public void readFully(ByteBuffer into) throws IOException {
                long position = getPos();
                ByteBuffer bytes = into.slice();
                stream.readFully(into);
                check(position, bytes);
            }
        };
    }
}
