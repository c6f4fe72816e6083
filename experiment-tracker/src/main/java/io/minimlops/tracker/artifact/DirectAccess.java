package io.minimlops.tracker.artifact;

import io.minio.Http;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Lets clients fetch and send files past this server, with no credentials of their own.
@ApplicationScoped
public class DirectAccess {

    private static final int FETCH_SHARE = 5;

    private final Links links;
    private final ArtifactStore store;
    private final S3Config config;

    DirectAccess(Links links, ArtifactStore store, S3Config config) {
        this.links = links;
        this.store = store;
        this.config = config;
    }

    /// Where each of the parts goes, the first one first.
    public List<Link> toSendParts(ArtifactPath path, String uploadId, int parts) {
        return IntStream.rangeClosed(1, parts)
                .mapToObj(number -> send(path, Links.part(uploadId, number), config.linkLifetime()))
                .toList();
    }

    /// Where a whole file goes.
    public Link toSend(ArtifactPath path, Duration lifetime) {
        return send(path, Map.of(), lifetime);
    }

    /// Where the file at the path can be had; nothing when there is none.
    public Optional<Fetch> toFetch(ArtifactPath path) {
        return store.state(path)
                .map(
                        file ->
                                new Fetch(
                                        new Link(
                                                links.toGive(
                                                        Http.Method.GET,
                                                        path,
                                                        Map.of(),
                                                        config.linkLifetime()
                                                                .dividedBy(FETCH_SHARE))),
                                        file.size()));
    }

    private Link send(ArtifactPath path, Map<String, String> query, Duration lifetime) {
        return new Link(links.toGive(Http.Method.PUT, path, query, lifetime));
    }

    /// An address that carries its own permission.
    public record Link(String url) {}

    /// @param size in bytes
    public record Fetch(Link link, long size) {}
}
