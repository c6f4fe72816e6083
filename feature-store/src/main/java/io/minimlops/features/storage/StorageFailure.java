package io.minimlops.features.storage;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;

/// What the object store refused, in our words.
public sealed class StorageFailure extends RuntimeException {

    private StorageFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public static final class NotThere extends StorageFailure {
        private NotThere(String key, Throwable cause) {
            super("object '" + key + "' does not exist", cause);
        }
    }

    public static final class AlreadyThere extends StorageFailure {
        private AlreadyThere(String key, Throwable cause) {
            super("object '" + key + "' exists already", cause);
        }
    }

    public static final class Other extends StorageFailure {
        private Other(String key, Throwable cause) {
            super("object '" + key + "': " + cause.getMessage(), cause);
        }
    }

    /// A store that is away becomes a 503; everything else stays a failure of ours.
    static RuntimeException of(String key, MinioException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ErrorResponseException refusal) {
                return refused(key, refusal);
            }
            if (cause instanceof IOException || cause instanceof ServerException) {
                return away(failure);
            }
        }
        return new Other(key, failure);
    }

    /// A read that broke off in the middle.
    public static RuntimeException of(IOException failure) {
        return away(failure);
    }

    private static RuntimeException refused(String key, ErrorResponseException refusal) {
        return switch (refusal.errorResponse().code()) {
            case "NoSuchKey", "NoSuchObject", "NoSuchBucket" -> new NotThere(key, refusal);
            case "PreconditionFailed" -> new AlreadyThere(key, refusal);
            case "SlowDown", "ServiceUnavailable" -> away(refusal);
            default ->
                    switch (refusal.response().code()) {
                        case 404 -> new NotThere(key, refusal);
                        case 412 -> new AlreadyThere(key, refusal);
                        case 503, 502, 504 -> away(refusal);
                        default -> new Other(key, refusal);
                    };
        };
    }

    private static ProblemException away(Throwable cause) {
        return new ProblemException(
                new Problem.Unavailable("s3", "the object store cannot be reached at the moment"),
                cause);
    }
}
