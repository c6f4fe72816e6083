package io.minimlops.gateway.batchjob.table;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/// Parquet's codecs from buffer to buffer outside the heap; parquet-java's own are Hadoop's.
final class Decompression implements CompressionCodecFactory {

    private final RowGroupMemory memory;

    Decompression(RowGroupMemory memory) {
        this.memory = memory;
    }

    private interface Codec {
        /// Fills the rest of one buffer from the rest of the other, or fails.
        void decompress(ByteBuffer from, ByteBuffer to) throws IOException;
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        Codec codec =
                switch (name) {
                    case UNCOMPRESSED -> (from, to) -> to.put(from);
                    case SNAPPY -> Decompression::snappy;
                    case GZIP -> Decompression::gzip;
                    case ZSTD -> Decompression::zstd;
                    case LZ4_RAW -> new Lz4Decompressor()::decompress;
                    case LZO, BROTLI, LZ4 ->
                            throw new MalformedTable(
                                    "compressed with %s; SNAPPY, ZSTD, GZIP and LZ4_RAW can be read"
                                            .formatted(name));
                };
        return new Decompressor(memory, codec);
    }

    /// The length in the data is looked at first: the library writes as much as it says.
    private static void snappy(ByteBuffer from, ByteBuffer to) throws IOException {
        checkSize(Snappy.uncompressedLength(from), to);
        Snappy.uncompress(from, to);
    }

    private static void zstd(ByteBuffer from, ByteBuffer to) throws IOException {
        try {
            checkSize(Zstd.decompress(to.duplicate(), from), to);
        } catch (ZstdException e) {
            throw new IOException("ZSTD: " + e.getMessage(), e);
        }
    }

    private static void gzip(ByteBuffer from, ByteBuffer to) throws IOException {
        try (InputStream in = new GZIPInputStream(ByteBufferInputStream.wrap(from));
                ReadableByteChannel channel = Channels.newChannel(in)) {
            int size = to.remaining();
            while (to.hasRemaining() && channel.read(to) >= 0) {
                // On it goes.
            }
            checkSize(size - to.remaining() + (in.read() < 0 ? 0 : 1), to.rewind());
        }
    }

    private static void checkSize(long size, ByteBuffer to) throws IOException {
        if (size != to.remaining()) {
            throw new IOException(
                    "a page has %,d bytes, %,d were promised".formatted(size, to.remaining()));
        }
    }

    private record Decompressor(RowGroupMemory memory, Codec codec)
            implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            ByteBuffer from = bytes.toByteBuffer(memory, _ -> {});
            ByteBuffer to = memory.allocate(size);
            decompress(from, from.remaining(), to, size);
            return BytesInput.from(to.flip());
        }

        @Override
        public void decompress(ByteBuffer from, int length, ByteBuffer to, int size)
                throws IOException {
            ByteBuffer room = to.slice(to.position(), size);
            codec.decompress(from.slice(from.position(), length), room);
            to.position(to.position() + size);
        }

        @Override
        public void release() {}
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        throw new UnsupportedOperationException("reads only");
    }

    @Override
    public void release() {}
}
