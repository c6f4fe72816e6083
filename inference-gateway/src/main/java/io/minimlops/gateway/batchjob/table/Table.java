package io.minimlops.gateway.batchjob.table;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One file of an input, read from front to back.
public interface Table extends AutoCloseable {

    /// The next rows, at most so many; null at the end. The arrays belong to the caller.
    ///
    /// @throws MalformedTable when the file is not what it says it is
    /// @throws IOException when it cannot be read now
    @Nullable Rows next(int most) throws IOException;

    /// How much of the file is behind, 0 to 1.
    double share();

    @Override
    void close() throws IOException;
}
