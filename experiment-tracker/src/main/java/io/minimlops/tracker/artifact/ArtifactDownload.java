package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import io.minio.Http;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/// Brings files from the store to clients, whole or in part.
@ApplicationScoped
public class ArtifactDownload {

    private final ObjectChannel channel;
    private final Links links;
    private final ArtifactStore store;

    ArtifactDownload(ObjectChannel channel, Links links, ArtifactStore store) {
        this.channel = channel;
        this.links = links;
        this.store = store;
    }

    /// The file at the path, to be read once; nothing when there is none.
    ///
    /// @param client who asks
    /// @param asked `Range` and conditions, as HTTP has them
    /// @throws Refusal.Invalid when the path is a directory
    public Optional<Transfer> open(
            HttpServerRequest client, ArtifactPath path, Map<String, String> asked) {
        HttpClientResponse answer =
                channel.get(client, links.own(Http.Method.GET, path, Map.of()), asked);
        int status = answer.statusCode();
        return switch (status) {
            case 200, 206, 304, 412, 416 -> Optional.of(new Transfer(path.name(), answer));
            case 404 -> {
                answer.resume();
                refuseDirectory(path);
                yield Optional.empty();
            }
            default -> {
                answer.resume();
                throw S3Failure.answered(status, "");
            }
        };
    }

    private void refuseDirectory(ArtifactPath path) {
        if (store.isDirectory(path)) {
            throw new Refusal.Invalid("'" + path.value() + "' is a directory: list it instead");
        }
    }
}
