package io.minimlops.gateway.batchjob.table;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The bytes of a file could not be had, which says nothing about the file.
public final class SourceFailed extends IOException {

    public SourceFailed(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }

    /// The one behind a failure, if that is what it is.
    static @Nullable SourceFailed behind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SourceFailed found) {
                return found;
            }
        }
        return null;
    }
}
