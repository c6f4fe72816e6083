package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import org.jboss.logging.Logger;

/// What the store's failures mean to us.
final class S3Failure {

    private static final Logger LOG = Logger.getLogger(S3Failure.class);

    private S3Failure() {}

    static boolean isMissing(MinioException failure) {
        return code(failure).equals("NoSuchKey") || isBucketMissing(failure);
    }

    static boolean isBucketMissing(MinioException failure) {
        return code(failure).equals("NoSuchBucket");
    }

    static boolean isBucketThere(MinioException failure) {
        return code(failure).equals("BucketAlreadyOwnedByYou")
                || code(failure).equals("BucketAlreadyExists");
    }

    static Refusal refusal(MinioException failure) {
        return switch (code(failure)) {
            case "KeyTooLongError", "InvalidArgument", "InvalidRequest", "EntityTooLarge" ->
                    new Refusal.Invalid("The artifact store refused: " + failure.getMessage());
            case String other -> {
                LOG.warnf("artifact store: %s %s", other, failure.getMessage());
                yield new Refusal.Unavailable("The artifact store (S3)");
            }
        };
    }

    private static String code(MinioException failure) {
        return failure instanceof ErrorResponseException refused
                ? String.valueOf(refused.errorResponse().code())
                : "";
    }
}
