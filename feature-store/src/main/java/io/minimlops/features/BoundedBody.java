package io.minimlops.features;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;

/// A request body that must fit in memory.
public final class BoundedBody {

    private BoundedBody() {}

    /// @param maxBytes the most that is read
    /// @throws ProblemException 413 when there is more
    public static byte[] read(InputStream body, int maxBytes) {
        try {
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new ProblemException(
                        new Problem.TooLarge("the body is larger than " + maxBytes + " bytes"));
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(new Problem.Malformed("the body ended early"), e);
        }
    }
}
