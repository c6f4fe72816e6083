package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.store.ObjectChanged;
import io.minimlops.gateway.batchjob.store.Objects;
import io.minimlops.gateway.batchjob.store.StoreAway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// A store in memory, at which a process can be killed: before or after any write.
final class MemoryObjects implements Objects {

    final ConcurrentSkipListMap<String, byte[]> content = new ConcurrentSkipListMap<>();

    private int writesLeft = Integer.MAX_VALUE;
    private boolean afterWriting;
    private boolean dead;
    private int outages;
    private @Nullable Error defect;

    /// What a killed process does not survive.
    static final class Killed extends RuntimeException {}

    /// Reading fails as nothing should.
    void breaksWith(Error defect) {
        this.defect = defect;
    }

    /// @param afterWriting whether the last write takes place
    void killAtWrite(int number, boolean afterWriting) {
        this.writesLeft = number;
        this.afterWriting = afterWriting;
    }

    boolean wasKilled() {
        return dead;
    }

    void revive() {
        writesLeft = Integer.MAX_VALUE;
        dead = false;
    }

    /// The next writes fail as if the store were away.
    void failWrites(int number) {
        outages = number;
    }

    private synchronized void write(Runnable change) {
        alive();
        if (outages > 0) {
            outages--;
            throw new StoreAway("away", new IOException());
        }
        boolean last = --writesLeft < 0;
        if (!last || afterWriting) {
            change.run();
        }
        if (last) {
            dead = true;
        }
        alive();
    }

    private synchronized void alive() {
        if (dead) {
            throw new Killed();
        }
    }

    @Override
    public boolean create(String bucket, String key, byte[] bytes) {
        boolean[] won = new boolean[1];
        write(() -> won[0] = content.putIfAbsent(bucket + "/" + key, bytes) == null);
        return won[0];
    }

    @Override
    public void put(String bucket, String key, byte[] bytes) {
        write(() -> content.put(bucket + "/" + key, bytes));
    }

    @Override
    public void upload(String bucket, String key, Path file) {
        try {
            put(bucket, key, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> read(String bucket, String key) {
        alive();
        return Optional.ofNullable(content.get(bucket + "/" + key));
    }

    @Override
    public InputStream open(String bucket, Listed object) {
        return new ByteArrayInputStream(unchanged(bucket, object));
    }

    @Override
    public void range(String bucket, Listed object, long offset, ByteBuffer into) {
        into.put(unchanged(bucket, object), (int) offset, into.remaining());
    }

    private byte[] unchanged(String bucket, Listed object) {
        if (defect != null) {
            throw defect;
        }
        return stat(bucket, object.key())
                .filter(object::equals)
                .flatMap(same -> read(bucket, object.key()))
                .orElseThrow(() -> new ObjectChanged(object.key()));
    }

    @Override
    public Optional<Listed> stat(String bucket, String key) {
        return read(bucket, key)
                .map(bytes -> new Listed(key, "" + Arrays.hashCode(bytes), bytes.length));
    }

    @Override
    public List<Listed> list(String bucket, String prefix, int most) {
        alive();
        return content.tailMap(bucket + "/" + prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(bucket + "/" + prefix))
                .limit(most)
                .map(key -> stat(bucket, key.substring(bucket.length() + 1)).orElseThrow())
                .toList();
    }

    @Override
    public boolean bucketExists(String bucket) {
        return true;
    }

    @Override
    public void ensureBucket(String bucket) {}

    @Override
    public void delete(String bucket, String key) {
        write(() -> content.remove(bucket + "/" + key));
    }
}
