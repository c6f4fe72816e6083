package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import io.minio.errors.ErrorResponseException;
import org.jboss.logging.Logger;

/// What the store's failures mean to us. The client reports a store that is away sometimes as a
/// `MinioException` and sometimes as an `IllegalStateException`.
public final class S3Failure {

    private static final Logger LOG = Logger.getLogger(S3Failure.class);

    private S3Failure() {}

    public static boolean isMissing(Exception failure) {
        return code(failure).equals("NoSuchKey") || isBucketMissing(failure);
    }

    public static boolean isBucketMissing(Exception failure) {
        return code(failure).equals("NoSuchBucket");
    }

    public static boolean isBucketThere(Exception failure) {
        return code(failure).equals("BucketAlreadyOwnedByYou")
                || code(failure).equals("BucketAlreadyExists");
    }

    public static Refusal refusal(Exception failure) {
        return switch (code(failure)) {
            case "KeyTooLongError", "InvalidArgument", "InvalidRequest", "EntityTooLarge" ->
                    new Refusal.Invalid("The artifact store refused: " + failure.getMessage());
            case String other -> {
                LOG.warnf("artifact store: %s %s", other, failure.getMessage());
                yield new Refusal.Unavailable("The artifact store (S3)");
            }
        };
    }

    private static String code(Exception failure) {
        return failure instanceof ErrorResponseException refused
                ? String.valueOf(refused.errorResponse().code())
                : "";
    }
}
