package io.minimlops.gateway.batchjob.store;

import io.minimlops.gateway.batchjob.store.Objects.Listed;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/// An object as a Parquet reader asks for it. The store's failures become
/// [io.minimlops.gateway.batchjob.table.SourceFailed] on the way through the reader and are told
/// apart by [#isChanged].
public record ObjectInput(Objects objects, String bucket, Listed object) implements InputFile {

    @Override
    public long getLength() {
        return object.size();
    }

    @Override
    public SeekableInputStream newStream() {
        return new ObjectStream(objects, bucket, object);
    }

    @Override
    public String toString() {
        return object.key();
    }

    /// Whether a failure, however deep, says that the object is not the one that was listed.
    public static boolean isChanged(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ObjectChanged) {
                return true;
            }
        }
        return false;
    }
}
