package io.minimlops.gateway.batchjob.store;

import dev.hardwood.InputFile;
import io.minimlops.gateway.batchjob.store.Objects.Listed;
import io.minimlops.gateway.batchjob.table.SourceFailed;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An object as the Parquet reader asks for it: in ranges. The store's failures become
/// [SourceFailed] on the way through the reader and are told apart by [#isChanged].
public record ObjectInput(Objects objects, String bucket, Listed object) implements InputFile {

    @Override
    public void open() {}

    @Override
    public ByteBuffer readRange(long offset, int length) throws IOException {
        try {
            return objects.range(bucket, object, offset, length);
        } catch (StoreAway | ObjectChanged e) {
            throw new SourceFailed(e);
        }
    }

    @Override
    public long length() {
        return object.size();
    }

    @Override
    public String name() {
        return object.key();
    }

    @Override
    public void close() {}

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
