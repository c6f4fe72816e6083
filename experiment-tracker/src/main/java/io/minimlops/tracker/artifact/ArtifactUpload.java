package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import io.minio.Http;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Brings a client's body into the store. A large file of known size passes through in large parts;
/// anything else is held up to one part at a time.
@ApplicationScoped
public class ArtifactUpload {

    private static final long UNKNOWN = -1;

    private final ArtifactStore store;
    private final ArtifactBucket bucket;
    private final MultipartUploads uploads;
    private final ObjectChannel channel;
    private final Links links;
    private final S3Config config;
    private final Semaphore memory;

    ArtifactUpload(
            ArtifactStore store,
            ArtifactBucket bucket,
            MultipartUploads uploads,
            ObjectChannel channel,
            Links links,
            S3Config config) {
        this.store = store;
        this.bucket = bucket;
        this.uploads = uploads;
        this.channel = channel;
        this.links = links;
        this.config = config;
        this.memory = new Semaphore(config.uploadMemory(), true);
    }

    /// Stores the body at the path, in place of what was there. The file appears whole or not at
    /// all.
    ///
    /// @param size in bytes, or -1 when unknown
    /// @throws Refusal.Invalid when the client breaks off
    public void receive(ArtifactPath path, ClientBody body, long size) {
        try {
            bucket.made();
            if (size > config.partSize()) {
                inParts(path, uploadId -> streamed(path, uploadId, body, size));
            } else {
                held(path, body, size);
            }
        } catch (IOException e) {
            throw new Refusal.Invalid("The upload broke off; nothing was stored");
        } catch (Refusal.Unavailable e) {
            refuseFileAsDirectory(path);
            throw e;
        } finally {
            body.drop();
        }
    }

    /// S3 does not mind, but a store that keeps files on disk fails at it.
    private void refuseFileAsDirectory(ArtifactPath path) {
        if (store.isDirectory(path)) {
            throw new Refusal.Invalid("'" + path.value() + "' is a directory");
        }
        for (ArtifactPath above = path.parent(); !above.isRoot(); above = above.parent()) {
            if (store.state(above).isPresent()) {
                throw new Refusal.Invalid(
                        "'%s' is a file: nothing can lie below it".formatted(above.value()));
            }
        }
    }

    private void held(ArtifactPath path, ClientBody body, long size) throws IOException {
        int room = size == UNKNOWN ? config.partSize() : Math.toIntExact(size);
        acquire(room);
        try {
            Collected first = collected(body, room);
            if (size != UNKNOWN && first.size() < size) {
                throw new IOException("the body ends early");
            }
            if (size != UNKNOWN || first.size() < room) {
                channel.put(
                        body,
                        links.own(Http.Method.PUT, path, Map.of()),
                        MediaTypes.of(path.name()),
                        first);
            } else {
                inParts(path, uploadId -> collectedParts(path, uploadId, first, body));
            }
        } finally {
            memory.release(room);
        }
    }

    private void inParts(ArtifactPath path, Parts parts) throws IOException {
        String uploadId = uploads.create(path);
        try {
            uploads.complete(path, uploadId, parts.send(uploadId));
        } catch (IOException | RuntimeException e) {
            uploads.giveUp(path, uploadId);
            throw e;
        }
    }

    private List<MultipartUploads.SentPart> streamed(
            ArtifactPath path, String uploadId, ClientBody body, long size) throws IOException {
        long partSize = Math.max(config.streamedPartSize(), size / MultipartUploads.MOST_PARTS + 1);
        List<MultipartUploads.SentPart> sent = new ArrayList<>();
        for (long from = 0; from < size; from += partSize) {
            int number = sent.size() + 1;
            String etag =
                    channel.put(
                            part(path, uploadId, number), body, Math.min(partSize, size - from));
            sent.add(new MultipartUploads.SentPart(number, etag));
        }
        return sent;
    }

    private List<MultipartUploads.SentPart> collectedParts(
            ArtifactPath path, String uploadId, Collected first, ClientBody body)
            throws IOException {
        List<MultipartUploads.SentPart> sent = new ArrayList<>();
        for (Collected part = first; part.size() > 0; part = collected(body, config.partSize())) {
            int number = sent.size() + 1;
            if (number > MultipartUploads.MOST_PARTS) {
                throw new Refusal.TooLarge(
                        "A file of more than %d bytes needs a Content-Length."
                                .formatted((long) MultipartUploads.MOST_PARTS * config.partSize()));
            }
            String etag = channel.put(body, part(path, uploadId, number), null, part);
            sent.add(new MultipartUploads.SentPart(number, etag));
        }
        return sent;
    }

    private String part(ArtifactPath path, String uploadId, int number) {
        return links.own(Http.Method.PUT, path, Links.part(uploadId, number));
    }

    private static Collected collected(ClientBody body, int most) throws IOException {
        Collected collected = new Collected();
        ObjectChannel.await(body.pour(most, collected));
        return collected;
    }

    private void acquire(int bytes) {
        try {
            if (!memory.tryAcquire(bytes, config.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refusal.Unavailable("Room for one more upload");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal.Unavailable("Room for one more upload");
        }
    }

    @FunctionalInterface
    private interface Parts {
        List<MultipartUploads.SentPart> send(String uploadId) throws IOException;
    }
}
