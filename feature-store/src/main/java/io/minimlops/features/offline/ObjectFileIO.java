package io.minimlops.features.offline;

import io.minimlops.features.storage.ObjectStore;
import io.minimlops.features.storage.StorageFailure;
import io.minimlops.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/// Iceberg's metadata in our bucket. Locations are `s3://<bucket>/<key>`.
final class ObjectFileIO implements FileIO {

    private final transient ObjectStore store;
    private final String prefix;

    ObjectFileIO(ObjectStore store) {
        this.store = store;
        this.prefix = "s3://" + store.bucket() + "/";
    }

    String key(String location) {
        if (!location.startsWith(prefix)) {
            throw new IllegalArgumentException(location + " is not below " + prefix);
        }
        return location.substring(prefix.length());
    }

    @Override
    public InputFile newInputFile(String location) {
        return new StoredFile(location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new NewFile(location);
    }

    @Override
    public void deleteFile(String location) {
        store.delete(key(location));
    }

    private final class StoredFile implements InputFile {
        private final String location;
        private long length = -1;

        StoredFile(String location) {
            this.location = location;
        }

        @Override
        public long getLength() {
            if (length < 0) {
                length = stat().size();
            }
            return length;
        }

        private ObjectStore.Stat stat() {
            try {
                return store.stat(key(location));
            } catch (StorageFailure.NotThere e) {
                throw new NotFoundException(e, "%s does not exist", location);
            } catch (ProblemException e) {
                throw new StoreAway(e);
            }
        }

        @Override
        public SeekableInputStream newStream() {
            return new RangedStream(location);
        }

        @Override
        public String location() {
            return location;
        }

        @Override
        public boolean exists() {
            try {
                stat();
                return true;
            } catch (NotFoundException e) {
                return false;
            }
        }
    }

    /// Opens a range at the first read after a seek.
    private final class RangedStream extends SeekableInputStream {
        private final String location;
        private @Nullable InputStream range;
        private long position;

        RangedStream(String location) {
            this.location = location;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void seek(long target) throws IOException {
            if (target != position) {
                close();
                position = target;
            }
        }

        @Override
        public int read() throws IOException {
            int value = range().read();
            position += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = range().read(buffer, offset, length);
            position += Math.max(0, count);
            return count;
        }

        private InputStream range() {
            if (range == null) {
                try {
                    range = store.read(key(location), position);
                } catch (StorageFailure.NotThere e) {
                    throw new NotFoundException(e, "%s does not exist", location);
                } catch (ProblemException e) {
                    throw new StoreAway(e);
                }
            }
            return range;
        }

        @Override
        public void close() throws IOException {
            if (range != null) {
                range.close();
                range = null;
            }
        }
    }

    private final class NewFile implements OutputFile {
        private final String location;

        NewFile(String location) {
            this.location = location;
        }

        @Override
        public PositionOutputStream create() {
            return new Buffered(
                    content -> {
                        try {
                            store.create(key(location), content);
                        } catch (StorageFailure.AlreadyThere e) {
                            throw new AlreadyExistsException(e, "%s exists already", location);
                        }
                    });
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return new Buffered(content -> store.write(key(location), content));
        }

        @Override
        public String location() {
            return location;
        }

        @Override
        public InputFile toInputFile() {
            return newInputFile(location);
        }
    }

    /// Metadata files are small: they are written whole when they are closed.
    private static final class Buffered extends PositionOutputStream {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final Consumer<byte[]> sink;
        private boolean closed;

        Buffered(Consumer<byte[]> sink) {
            this.sink = sink;
        }

        @Override
        public long getPos() {
            return content.size();
        }

        @Override
        public void write(int value) {
            content.write(value);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            content.write(buffer, offset, length);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                sink.accept(content.toByteArray());
            }
        }
    }
}
