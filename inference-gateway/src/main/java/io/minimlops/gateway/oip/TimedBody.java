package io.minimlops.gateway.oip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A body that has to come within a time: between two of its pieces no more than that passes, and
/// the piece after that is not taken.
final class TimedBody extends FilterInputStream {

    private final Duration patience;
    private final long began = System.nanoTime();
    private long seen;

    TimedBody(InputStream body, Duration patience) {
        super(body);
        this.patience = patience;
    }

    /// @throws BadRequest 408 when it is late, 400 when it breaks off
    @Override
    public int read(byte[] into, int offset, int length) {
        int read;
        try {
            read = super.read(into, offset, length);
        } catch (IOException e) {
            throw isLate() ? late(patience, seen) : new BadRequest("the body did not come whole");
        }
        seen += Math.max(0, read);
        if (isLate()) {
            throw late(patience, seen);
        }
        return read;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public long skip(long bytes) {
        return Math.max(0, read(new byte[(int) Math.min(bytes, 8 * 1024)]));
    }

    @Override
    public int read(byte[] into) {
        return read(into, 0, into.length);
    }

    private boolean isLate() {
        return System.nanoTime() - began > patience.toNanos();
    }

    static BadRequest late(Duration patience, long seen) {
        return new BadRequest(
                408,
                "the body did not come within %s ms, %d bytes of it did"
                        .formatted(patience.toMillis(), seen));
    }
}
