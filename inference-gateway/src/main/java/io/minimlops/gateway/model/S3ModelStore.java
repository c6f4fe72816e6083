package io.minimlops.gateway.model;

import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;

/// Reads models from S3.
@ApplicationScoped
public class S3ModelStore implements ModelStore {

    private final MinioClient client;

    S3ModelStore(MinioClient client) {
        this.client = client;
    }

    @Override
    public InputStream open(String bucket, String key) throws DamagedVersion, IOException {
        try {
            return client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build());
        } catch (ErrorResponseException e) {
            if (e.errorResponse().code().startsWith("NoSuch")) {
                throw new DamagedVersion("%s/%s does not exist".formatted(bucket, key));
            }
            throw new IOException("s3 refused %s/%s: %s".formatted(bucket, key, e.getMessage()), e);
        } catch (MinioException | IllegalStateException e) {
            throw new IOException("s3 cannot be reached: " + e.getMessage(), e);
        }
    }
}
