package io.minimlops.gateway.batchjob.store;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An object store.
///
/// Every call may throw [StoreAway]; those that read an object's parts throw [ObjectChanged] when
/// it is not the one that was listed.
public interface Objects {

    /// @param etag changes with the content
    record Listed(String key, String etag, long size) {}

    /// Creates an object; false when there is one already. Of several who try, one gets true.
    boolean create(String bucket, String key, byte[] content);

    /// Writes an object, whether or not there is one.
    void put(String bucket, String key, byte[] content);

    /// Writes a file as an object, whether or not there is one.
    void upload(String bucket, String key, Path file);

    Optional<byte[]> read(String bucket, String key);

    /// The whole content.
    InputStream open(String bucket, Listed object);

    /// Fills the rest of a buffer with the bytes from one on.
    void range(String bucket, Listed object, long offset, ByteBuffer into);

    Optional<Listed> stat(String bucket, String key);

    /// Keys with the prefix, in their order; none when there is no such bucket.
    List<Listed> list(String bucket, String prefix, int most);

    boolean bucketExists(String bucket);

    void ensureBucket(String bucket);

    void delete(String bucket, String key);
}
