package io.minimlops.gateway.batchjob.table.encoding;

import io.minimlops.gateway.batchjob.table.MalformedTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.values.bitpacking.BytePacker;
import org.apache.parquet.column.values.bitpacking.Packer;

/// Numbers of some bits, in runs of the same one or packed eight by eight (RLE): levels, places in
/// a dictionary, flags.
public final class RunLengths {

    private static final int GROUP = 8;

    /// That are unpacked at once.
    private static final int GROUPS = 8;

    private static final int MOST_GROUPS = Integer.MAX_VALUE / GROUP;

    private final ByteBuffer bytes;
    private final int width;
    private final BytePacker packer;
    private final byte[] packed;
    private final int[] unpacked = new int[GROUPS * GROUP];
    private int next = unpacked.length;
    private boolean isPacked;
    private int left;
    private int same;

    /// @param width of a number, in bits
    public RunLengths(ByteBuffer bytes, int width) {
        if (width < 0 || width > Integer.SIZE) {
            throw new MalformedTable("numbers of %d bits cannot be".formatted(width));
        }
        this.bytes = bytes;
        this.width = width;
        this.packer = Packer.LITTLE_ENDIAN.newBytePacker(width);
        this.packed = new byte[GROUPS * width];
    }

    /// After four bytes with their length, which are behind the numbers afterwards.
    public static RunLengths measured(ByteBuffer bytes, int width) {
        int length = bytes.order(ByteOrder.LITTLE_ENDIAN).getInt();
        ByteBuffer runs = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return new RunLengths(runs, width);
    }

    /// Bits without any run, as flags are by themselves (PLAIN).
    static RunLengths bits(ByteBuffer bytes) {
        RunLengths bits = new RunLengths(bytes, 1);
        bits.packed(bytes.remaining());
        return bits;
    }

    private void packed(int groups) {
        isPacked = true;
        left = Math.min(groups, MOST_GROUPS) * GROUP;
    }

    /// @throws MalformedTable when there is none
    public int next() {
        while (left == 0) {
            run();
        }
        if (isPacked && next == unpacked.length) {
            unpack();
        }
        left--;
        return isPacked ? unpacked[next++] : same;
    }

    private void run() {
        if (!bytes.hasRemaining()) {
            throw new MalformedTable("a page has fewer values than it says");
        }
        int head = (int) Varint.unsigned(bytes);
        if ((head & 1) == 1) {
            packed(head >>> 1);
            return;
        }
        isPacked = false;
        left = head >>> 1;
        same = 0;
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
            same |= (bytes.get() & 0xFF) << shift;
        }
    }

    /// The last ones lie at the end. They may end with the page, in the middle of a group.
    private void unpack() {
        int groups = Math.min(GROUPS, left / GROUP);
        int size = groups * width;
        int there = Math.min(size, bytes.remaining());
        bytes.get(packed, 0, there);
        Arrays.fill(packed, there, size, (byte) 0);
        next = unpacked.length - groups * GROUP;
        for (int i = 0; i < groups; i++) {
            packer.unpack8Values(packed, i * width, unpacked, next + i * GROUP);
        }
    }
}
