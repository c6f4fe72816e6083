package io.minimlops.gateway.oip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// All of a body, read by a thread that waits for it, into memory of the budget: it grows with what
/// has come, not with what is announced.
public final class BodyBytes {

    private static final int FIRST = 8 * 1024;

    private BodyBytes() {}

    /// A body as it comes from the network.
    ///
    /// @throws BadRequest 413 when it is too large, 408 when it does not come in time
    public static ByteBuffer read(InputStream body, LimitsConfig limits, BodyBudget.Share memory)
            throws IOException {
        InputStream timed = new TimedBody(body, limits.bodyTimeout());
        try {
            return read(timed, limits.bodyBytes(), memory);
        } catch (BadRequest | BodiesFull e) {
            memory.clear();
            throwAway(timed);
            throw e;
        }
    }

    /// @param limit bytes of the body, at most an array's
    static ByteBuffer read(InputStream body, long limit, BodyBudget.Share memory)
            throws IOException {
        memory.take(FIRST);
        byte[] bytes = new byte[FIRST];
        int length = 0;
        for (int read = 0; read >= 0; read = body.read(bytes, length, bytes.length - length)) {
            length += read;
            if (length > limit) {
                throw BodyLimit.tooLarge(limit);
            }
            if (length == bytes.length) {
                int larger = (int) Math.min(limit + 1, 2L * length);
                memory.take(larger - length);
                bytes = Arrays.copyOf(bytes, larger);
            }
        }
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /// Many clients listen only after they have sent everything.
    private static void throwAway(InputStream rest) {
        try {
            rest.skipNBytes(BodyLimit.MOST_THROWN_AWAY);
        } catch (IOException | BadRequest e) {
            // It ended, as it should, or takes too long.
        }
    }
}
