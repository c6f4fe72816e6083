package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// The path in the store that an address ends with, as the client wrote it: the framework would cut
/// off what follows a semicolon.
final class PathAfter {

    private PathAfter() {}

    /// @param call what stands before the path, with its slash
    static ArtifactPath of(HttpServerRequest request, String call) {
        String address = request.path();
        int start = address.indexOf(call);
        String encoded = start < 0 ? "" : address.substring(start + call.length());
        try {
            return ArtifactPath.of(
                    URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Refusal.Invalid("Invalid path: " + encoded);
        }
    }
}
