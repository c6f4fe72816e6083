package io.minimlops.bench.tracker;

import java.io.InputStream;
import java.util.Random;

/// So many bytes that do not compress, for next to nothing: one random block again and again.
final class Content extends InputStream {

    private static final int BLOCK = 1 << 20;

    private final byte[] block = new byte[BLOCK];
    private final long length;
    private long position;

    Content(long length) {
        this.length = length;
        new Random(1).nextBytes(block);
    }

    @Override
    public int read() {
        return position == length ? -1 : block[(int) (position++ % BLOCK)] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int wanted) {
        if (position == length) {
            return -1;
        }
        int start = (int) (position % BLOCK);
        int piece = (int) Math.min(Math.min(wanted, BLOCK - start), length - position);
        System.arraycopy(block, start, to, offset, piece);
        position += piece;
        return piece;
    }
}
