package io.minimlops.gateway.oip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body that ends with 413 where the limit does.
public final class BoundedBody extends FilterInputStream {

    private final long limit;
    private long seen;

    public BoundedBody(InputStream body, long limit) {
        super(body);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) {
        seen += read;
        if (seen > limit) {
            throw tooLarge(limit);
        }
    }

    static BadRequest tooLarge(long limit) {
        return new BadRequest(413, "the body has more than %d bytes".formatted(limit));
    }
}
