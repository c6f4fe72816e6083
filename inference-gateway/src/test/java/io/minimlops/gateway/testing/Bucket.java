package io.minimlops.gateway.testing;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.Result;
import io.minio.messages.Item;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A bucket of the test store.
public final class Bucket {

    private static @Nullable MinioClient shared;

    private final MinioClient client = client();
    private final String name;

    private Bucket(String name) throws Exception {
        this.name = name;
        if (!client.bucketExists(BucketExistsArgs.builder().bucket(name).build())) {
            client.makeBucket(MakeBucketArgs.builder().bucket(name).build());
        }
    }

    /// One for all: each reads every certificate that `SSL_CERT_DIR` and `SSL_CERT_FILE` name, and
    /// that takes half a second.
    private static synchronized MinioClient client() {
        if (shared == null) {
            shared =
                    MinioClient.builder()
                            .endpoint(Registered.config("mlops.s3.endpoint"))
                            .credentials(
                                    Registered.config("mlops.s3.access-key"),
                                    Registered.config("mlops.s3.secret-key"))
                            .region("us-east-1")
                            .build();
        }
        return shared;
    }

    public static Bucket named(String name) throws Exception {
        return new Bucket(name);
    }

    public String name() {
        return name;
    }

    public void put(String key, byte[] content) throws Exception {
        client.putObject(
                PutObjectArgs.builder().bucket(name).object(key).stream(
                                new ByteArrayInputStream(content), (long) content.length, -1L)
                        .build());
    }

    public byte[] read(String key) throws Exception {
        try (InputStream in =
                client.getObject(GetObjectArgs.builder().bucket(name).object(key).build())) {
            return in.readAllBytes();
        }
    }

    /// Keys with the prefix, in their order.
    public List<String> keys(String prefix) throws Exception {
        List<String> keys = new ArrayList<>();
        for (Result<Item> item :
                client.listObjects(
                        ListObjectsArgs.builder()
                                .bucket(name)
                                .prefix(prefix)
                                .recursive(true)
                                .build())) {
            keys.add(item.get().objectName());
        }
        return keys;
    }
}
