package io.minimlops.tracker.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Remembers its own failure, so that a client that hangs up is not mistaken for a store that does.
final class ClientStream extends FilterInputStream {

    private @Nullable IOException failure;

    ClientStream(InputStream client) {
        super(client);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /// Throws what went wrong on the client's side, if anything did.
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
