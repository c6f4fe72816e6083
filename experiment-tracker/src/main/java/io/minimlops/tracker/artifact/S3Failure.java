package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import io.minio.errors.ErrorResponseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// What the store's failures mean to us. The client reports a store that is away sometimes as a
/// `MinioException` and sometimes as an `IllegalStateException`.
public final class S3Failure {

    private static final Logger LOG = Logger.getLogger(S3Failure.class);
    private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");

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
        return refusal(code(failure), String.valueOf(failure.getMessage()));
    }

    /// What an answer other than the expected one means.
    ///
    /// @param body S3's XML
    static Refusal answered(int status, String body) {
        Matcher code = CODE.matcher(body);
        Matcher message = MESSAGE.matcher(body);
        return refusal(
                code.find() ? code.group(1) : "",
                message.find() ? message.group(1) : "status " + status);
    }

    static Refusal.Unavailable away() {
        return new Refusal.Unavailable("The artifact store (S3)");
    }

    private static Refusal refusal(String code, String message) {
        return switch (code) {
            case "KeyTooLongError",
                    "InvalidArgument",
                    "InvalidRequest",
                    "InvalidPart",
                    "InvalidPartOrder",
                    "EntityTooSmall",
                    "EntityTooLarge" ->
                    new Refusal.Invalid("The artifact store refused: " + message);
            case "NoSuchUpload" ->
                    new Refusal.NotFound(
                            "No such upload; it is complete, aborted or was never begun");
            case String other -> {
                LOG.warnf("artifact store: %s %s", other, message);
                yield away();
            }
        };
    }

    private static String code(Exception failure) {
        return failure instanceof ErrorResponseException refused
                ? String.valueOf(refused.errorResponse().code())
                : "";
    }
}
