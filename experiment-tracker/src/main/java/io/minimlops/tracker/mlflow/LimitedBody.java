package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads a body up to a limit.
final class LimitedBody {

    /// Bytes that are read beyond the limit only to be thrown away: a client that is still sending
    /// would not see the refusal.
    private static final long PATIENCE = 1024L * 1024 * 1024;

    private LimitedBody() {}

    /// @param announced the Content-Length, absent when unknown
    static byte[] read(InputStream body, @Nullable String announced, long limit)
            throws IOException {
        if (announced != null && Long.parseLong(announced) > limit) {
            throw refused(body, limit);
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] chunk = new byte[16 * 1024];
        for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            if (read.size() + count > limit) {
                throw refused(body, limit);
            }
            read.write(chunk, 0, count);
        }
        return read.toByteArray();
    }

    private static Refusal.TooLarge refused(InputStream body, long limit) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        long discarded = 0;
        int count = 0;
        while (count >= 0 && discarded < PATIENCE) {
            count = body.read(chunk);
            discarded += count;
        }
        return new Refusal.TooLarge("The request body is larger than " + limit + " bytes.");
    }
}
