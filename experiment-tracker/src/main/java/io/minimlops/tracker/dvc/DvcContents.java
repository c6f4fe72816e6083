package io.minimlops.tracker.dvc;

import io.minimlops.tracker.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is in the objects of a repository, for those who describe or check it.
@ApplicationScoped
public class DvcContents {

    private final Repositories repositories;
    private final ObjectIndex index;
    private final DvcRemote remote;
    private final DataBucket bucket;
    private final DvcConfig config;

    DvcContents(
            Repositories repositories,
            ObjectIndex index,
            DvcRemote remote,
            DataBucket bucket,
            DvcConfig config) {
        this.repositories = repositories;
        this.index = index;
        this.remote = remote;
        this.bucket = bucket;
        this.config = config;
    }

    /// The files of a directory object.
    ///
    /// @throws Refusal.NotFound when it is not there
    public DirObject directory(RepoName repo, ObjectId id) {
        StoredObject stored = remote.find(repo, id).orElseThrow(() -> missing(repo, id));
        if (stored.size() > config.maxDirBytes()) {
            throw new Refusal.TooLarge(
                    "A directory object has at most " + config.maxDirBytes() + " bytes");
        }
        try (InputStream content =
                remote.read(repo, id, 0, stored.size()).orElseThrow(() -> missing(repo, id))) {
            return DirObject.parse(content.readAllBytes());
        } catch (IOException e) {
            throw new Refusal.Unavailable("The artifact store (S3)");
        }
    }

    /// Sizes and SHA-256 of files. Those of files that others wrote to the bucket are computed now,
    /// from their bytes, and remembered.
    ///
    /// @throws Refusal.NotFound when one is not there
    public Map<UUID, StoredObject> describe(RepoName repo, Layout layout, Collection<UUID> files) {
        long repoId =
                repositories
                        .find(repo)
                        .orElseThrow(
                                () ->
                                        new Refusal.NotFound(
                                                "There is no repository '" + repo.value() + "'"));
        Map<UUID, StoredObject> described = new HashMap<>();
        index.find(repoId, layout, files).forEach(file -> described.put(file.id().md5(), file));
        for (UUID md5 : files) {
            StoredObject known = described.get(md5);
            if (known == null || known.sha256() == null) {
                described.put(md5, read(repo, repoId, new ObjectId(layout, md5, false)));
            }
        }
        return described;
    }

    /// What is wrong with an object, if anything is.
    ///
    /// @param size the bytes it should have
    /// @param deep whether its content is read, not only its size asked for
    public Optional<String> problem(RepoName repo, ObjectId id, long size, boolean deep) {
        var found = bucket.size(repo.key(id));
        if (found.isEmpty()) {
            return Optional.of("is missing");
        }
        if (found.getAsLong() != size) {
            return Optional.of("has %d bytes, not %d".formatted(found.getAsLong(), size));
        }
        try {
            if (deep) {
                drained(repo, id, size);
            }
            return Optional.empty();
        } catch (CheckedContent.DamagedContent e) {
            return Optional.of("has other content than its name says");
        }
    }

    private StoredObject read(RepoName repo, long repoId, ObjectId id) {
        StoredObject found = remote.find(repo, id).orElseThrow(() -> missing(repo, id));
        try {
            CheckedContent content = drained(repo, id, found.size());
            StoredObject described = new StoredObject(id, content.size(), content.sha256());
            index.add(repoId, described);
            return described;
        } catch (CheckedContent.DamagedContent e) {
            throw new Refusal.WrongState(id.name() + " is damaged: " + e.getMessage());
        }
    }

    private CheckedContent drained(RepoName repo, ObjectId id, long size)
            throws CheckedContent.DamagedContent {
        try (InputStream stored =
                        remote.read(repo, id, 0, size).orElseThrow(() -> missing(repo, id));
                CheckedContent content = new CheckedContent(stored, id)) {
            content.drain();
            return content;
        } catch (CheckedContent.DamagedContent e) {
            throw e;
        } catch (IOException e) {
            throw new Refusal.Unavailable("The artifact store (S3)");
        }
    }

    private static Refusal.NotFound missing(RepoName repo, ObjectId id) {
        return new Refusal.NotFound(
                "Repository '%s' has no object %s".formatted(repo.value(), id.name()));
    }
}
