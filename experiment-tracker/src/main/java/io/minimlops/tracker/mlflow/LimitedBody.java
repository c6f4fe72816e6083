package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads a body up to a limit.
final class LimitedBody {

    /// What is read beyond the limit only to be thrown away, as many times the limit: clients that
    /// are still sending would not see the refusal.
    private static final int PATIENCE = 16;

    private LimitedBody() {}

    static byte[] read(InputStream body, long limit) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] chunk = new byte[16 * 1024];
        for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
            if (read.size() + count > limit) {
                discard(body, limit * PATIENCE);
                throw new Refusal.TooLarge("The request body is larger than " + limit + " bytes.");
            }
            read.write(chunk, 0, count);
        }
        return read.toByteArray();
    }

    private static void discard(InputStream body, long most) throws IOException {
        byte[] chunk = new byte[64 * 1024];
        long discarded = 0;
        int count = 0;
        while (count >= 0 && discarded < most) {
            count = body.read(chunk);
            discarded += count;
        }
    }
}
