package io.minimlops.gateway.batchjob.store;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// What S3's failures mean to the caller: that there is no such object, that somebody else was
/// first, or that the store is away.
final class S3Failures {

    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchBucket", "NoSuchObject");
    private static final Set<String> TAKEN =
            Set.of("PreconditionFailed", "ConditionalRequestConflict");

    private S3Failures() {}

    /// One use of the SDK.
    interface Call<T> {
        T run() throws MinioException, IOException;
    }

    /// @throws StoreAway whatever goes wrong
    static <T> T call(Call<T> call) {
        try {
            return call.run();
        } catch (MinioException | IOException | IllegalStateException e) {
            throw new StoreAway("s3 cannot be used: " + e.getMessage(), e);
        }
    }

    /// Empty when there is no such object.
    static <T> Optional<T> find(Call<T> call) {
        try {
            return Optional.of(call(call));
        } catch (StoreAway e) {
            if (says(e, ABSENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// For a call that names the content it expects.
    ///
    /// @throws ObjectChanged when the object is gone or has another one
    static <T> T unchanged(String key, Call<T> call) {
        try {
            return call(call);
        } catch (StoreAway e) {
            if (says(e, ABSENT) || says(e, TAKEN)) {
                throw new ObjectChanged("object '%s' is gone or changed".formatted(key));
            }
            throw e;
        }
    }

    /// For a call that creates what must not exist: false when it does.
    static boolean unlessTaken(Call<?> call) {
        try {
            call(call);
            return true;
        } catch (StoreAway e) {
            if (says(e, TAKEN)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean says(StoreAway failure, Set<String> codes) {
        return failure.getCause() instanceof ErrorResponseException refused
                && codes.contains(refused.errorResponse().code());
    }
}
