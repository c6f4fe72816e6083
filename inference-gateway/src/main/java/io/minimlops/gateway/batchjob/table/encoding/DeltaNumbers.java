package io.minimlops.gateway.batchjob.table.encoding;

import io.minimlops.gateway.batchjob.table.MalformedTable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.bitpacking.BytePackerForLong;
import org.apache.parquet.column.values.bitpacking.Packer;

/// Whole numbers by the differences from one to the next (DELTA_BINARY_PACKED): in blocks, each of
/// which has its smallest difference, and these in mini-blocks, whose numbers have as many bits as
/// they need.
public final class DeltaNumbers extends ValuesReader {

    private static final int GROUP = 8;

    private final ByteBuffer bytes;
    private final int miniBlocks;
    private final int groups;
    private final byte[] packed = new byte[Long.SIZE];
    private final long[] deltas = new long[GROUP];
    private BytePackerForLong packer = Packer.LITTLE_ENDIAN.newBytePackerForLong(0);
    private long left;
    private long last;
    private long smallest;
    private int widths;
    private int miniBlock;
    private int groupsLeft;
    private int next = GROUP - 1;

    /// @param stream is behind the numbers afterwards
    public DeltaNumbers(ByteBuffer stream) {
        long block = Varint.unsigned(stream);
        long parts = Varint.unsigned(stream);
        boolean fits = 1 <= parts && parts <= block && block <= Integer.MAX_VALUE;
        if (!fits || block % (GROUP * parts) != 0) {
            throw new MalformedTable(
                    "blocks of %,d numbers in %,d mini-blocks cannot be".formatted(block, parts));
        }
        this.miniBlocks = (int) parts;
        this.groups = (int) (block / parts / GROUP);
        this.left = Varint.unsigned(stream);
        // The first number is there as it is; what is unpacked begins with no difference.
        this.last = Varint.signed(stream);
        this.miniBlock = miniBlocks - 1;
        this.bytes = stream.duplicate();
        pass(stream);
    }

    private void pass(ByteBuffer stream) {
        long ahead = left - 1;
        while (ahead > 0) {
            Varint.signed(stream);
            int place = stream.position();
            pass(stream, miniBlocks);
            for (int i = 0; i < miniBlocks && ahead > 0; i++) {
                pass(stream, (long) groups * (stream.get(place + i) & 0xFF));
                ahead -= (long) groups * GROUP;
            }
        }
    }

    private void pass(ByteBuffer stream, long size) {
        if (size > stream.remaining()) {
            throw new MalformedTable(
                    "%,d numbers are said to be in a page that ends before".formatted(left));
        }
        stream.position(stream.position() + (int) size);
    }

    @Override
    public long readLong() {
        if (left <= 0) {
            throw new MalformedTable("a page has fewer values than it says");
        }
        left--;
        if (next == GROUP) {
            unpack();
        }
        last += smallest + deltas[next++];
        return last;
    }

    private void unpack() {
        if (groupsLeft == 0) {
            open();
        }
        bytes.get(packed, 0, packer.getBitWidth());
        packer.unpack8Values(packed, 0, deltas, 0);
        groupsLeft--;
        next = 0;
    }

    /// The next mini-block.
    private void open() {
        miniBlock++;
        if (miniBlock == miniBlocks) {
            smallest = Varint.signed(bytes);
            widths = bytes.position();
            bytes.position(widths + miniBlocks);
            miniBlock = 0;
        }
        packer = Packer.LITTLE_ENDIAN.newBytePackerForLong(bytes.get(widths + miniBlock));
        groupsLeft = groups;
        // What has no bits is not unpacked.
        Arrays.fill(deltas, 0);
    }

    @Override
    public int readInteger() {
        return (int) readLong();
    }

    @Override
    public void skip() {
        readLong();
    }
}
