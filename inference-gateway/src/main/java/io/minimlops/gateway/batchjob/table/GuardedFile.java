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

    /// Fields of `PageHeader` in Parquet's Thrift: `compressed_page_size` and `crc`.
    private static final int SIZE = 3;

    private static final int CHECKSUM = 4;

    private final InputFile file;
    private final NavigableMap<Long, Long> chunks = new TreeMap<>();
    private boolean isOpen;

    GuardedFile(InputFile file) {
        this.file = file;
    }

    /// What is read from here on are columns' chunks.
    void opened(ParquetMetadata footer) {
        footer.getBlocks().stream()
                .flatMap(block -> block.getColumns().stream())
                .forEach(this::expect);
        isOpen = true;
    }

    private void expect(ColumnChunkMetaData chunk) {
        chunks.put(chunk.getStartingPos(), chunk.getTotalSize());
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

    private static void pages(ByteBuffer chunk) {
        while (chunk.hasRemaining()) {
            Map<Integer, Long> header = CompactThrift.integers(chunk);
            long size = header.getOrDefault(SIZE, 0L);
            if (size < 0 || size > chunk.remaining()) {
                throw new MalformedTable(
                        "a page of %,d bytes is said to be in %,d"
                                .formatted(size, chunk.remaining()));
            }
            page(chunk.slice(chunk.position(), (int) size), header.get(CHECKSUM));
            chunk.position(chunk.position() + (int) size);
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
