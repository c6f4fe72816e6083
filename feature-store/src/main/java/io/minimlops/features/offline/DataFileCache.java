package io.minimlops.features.offline;

import io.minimlops.features.FeatureStoreConfig;
import io.minimlops.features.storage.ObjectStore;
import io.minimlops.features.storage.StorageFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Local copies of immutable data files. A copy is trusted after its size, and its digest where the
/// writer told one, were found right; the least recently used copies go when there are too many.
@ApplicationScoped
class DataFileCache {

    private static final Logger LOG = Logger.getLogger(DataFileCache.class);

    private final ObjectStore store;
    private final Path folder;
    private final long maxBytes;
    private final Map<String, Copy> copies = new LinkedHashMap<>(64, 0.75f, true);
    private final Object[] stripes = Stream.generate(Object::new).limit(64).toArray();
    private long bytes;

    DataFileCache(ObjectStore store, FeatureStoreConfig config) {
        this.store = store;
        this.maxBytes = config.cache().maxSize().asLongValue();
        this.folder = config.dataDir().toAbsolutePath().resolve("cache");
        Directories.deleteTree(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Copy {
        final Path path;
        final long size;
        int users;

        Copy(Path path, long size) {
            this.path = path;
            this.size = size;
        }
    }

    /// Keeps a local copy from being evicted while it is open.
    final class Lease implements AutoCloseable {
        private final Copy copy;

        private Lease(Copy copy) {
            this.copy = copy;
        }

        Path path() {
            return copy.path;
        }

        @Override
        public void close() {
            synchronized (copies) {
                copy.users--;
                evict();
            }
        }
    }

    /// The local copy of an object, fetched when it is not there.
    ///
    /// @throws IllegalStateException when the object is not what its writer wrote
    Lease open(String key, long size) {
        synchronized (lockOf(key)) {
            Lease lease = lease(key);
            return lease == null ? admit(key, fetch(key, size), size) : lease;
        }
    }

    /// Takes over a file that was just uploaded, so that it need not be fetched.
    void adopt(String key, Path file, long size) {
        synchronized (lockOf(key)) {
            try {
                Path place = place();
                Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
                admit(key, place, size).close();
            } catch (IOException e) {
                LOG.debugf("%s is not kept: %s", key, e.getMessage());
            }
        }
    }

    private Object lockOf(String key) {
        return stripes[Math.floorMod(key.hashCode(), stripes.length)];
    }

    private Path place() {
        return folder.resolve(UUID.randomUUID() + ".parquet");
    }

    private @Nullable Lease lease(String key) {
        synchronized (copies) {
            Copy copy = copies.get(key);
            if (copy == null) {
                return null;
            }
            if (!Files.exists(copy.path)) {
                forget(key, copy);
                return null;
            }
            copy.users++;
            return new Lease(copy);
        }
    }

    private Lease admit(String key, Path path, long size) {
        synchronized (copies) {
            Copy copy = new Copy(path, size);
            copy.users = 1;
            Copy old = copies.put(key, copy);
            bytes += size - (old == null ? 0 : old.size);
            evict();
            return new Lease(copy);
        }
    }

    private Path fetch(String key, long size) {
        ObjectStore.Stat stat = store.stat(key);
        Path place = place();
        try (InputStream object = store.read(key, 0)) {
            Digested written = Digested.copy(object, place);
            boolean whole = written.size() == size;
            boolean same = stat.sha256() == null || stat.sha256().equals(written.sha256());
            if (!whole || !same) {
                Files.deleteIfExists(place);
                throw new IllegalStateException(
                        "data file %s is damaged: %d bytes, %d expected, digest %s"
                                .formatted(key, written.size(), size, same ? "right" : "wrong"));
            }
            return place;
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    /// Called with `copies` locked.
    private void evict() {
        var oldest = copies.entrySet().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            Copy copy = oldest.next().getValue();
            if (copy.users == 0) {
                oldest.remove();
                delete(copy);
            }
        }
    }

    private void forget(String key, Copy copy) {
        copies.remove(key);
        delete(copy);
    }

    private void delete(Copy copy) {
        bytes -= copy.size;
        try {
            Files.deleteIfExists(copy.path);
        } catch (IOException e) {
            LOG.warnf("cannot delete %s: %s", copy.path, e.getMessage());
        }
    }
}
