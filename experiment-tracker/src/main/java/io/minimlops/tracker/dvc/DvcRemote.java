package io.minimlops.tracker.dvc;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.dvc.CheckedContent.DamagedContent;
import io.minimlops.tracker.dvc.ObjectIndex.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/// The objects of a repository: is it there, give it, take it.
@ApplicationScoped
public class DvcRemote {

    private final Repositories repositories;
    private final ObjectIndex index;
    private final DataBucket bucket;
    private final DirPublication directories;
    private final DistributionSummary stored;

    DvcRemote(
            Repositories repositories,
            ObjectIndex index,
            DataBucket bucket,
            DirPublication directories,
            MeterRegistry meters) {
        this.repositories = repositories;
        this.index = index;
        this.bucket = bucket;
        this.directories = directories;
        this.stored =
                DistributionSummary.builder("tracker.dvc.stored")
                        .description("Objects taken in, those that were there already left out")
                        .baseUnit("bytes")
                        .register(meters);
    }

    /// The object, if it is there. The index answers; the bucket is asked only for what the index
    /// does not know, or has not heard of for long, and what it says is remembered.
    public Optional<StoredObject> find(RepoName repo, ObjectId id) {
        Optional<Entry> known = repositories.find(repo).flatMap(it -> index.find(it, id));
        if (known.isPresent() && known.get().trusted()) {
            return Optional.of(known.get().object());
        }
        OptionalLong size = bucket.size(repo.key(id));
        if (size.isEmpty()) {
            known.ifPresent(_ -> forget(repo, id));
            return Optional.empty();
        }
        String sha256 =
                known.map(Entry::object)
                        .filter(object -> object.size() == size.getAsLong())
                        .map(StoredObject::sha256)
                        .orElse(null);
        StoredObject found = new StoredObject(id, size.getAsLong(), sha256);
        index.add(repositories.findOrMake(repo), found);
        return Optional.of(found);
    }

    /// The bytes of an object that was found; empty when it has gone since.
    public Optional<InputStream> read(RepoName repo, ObjectId id, long offset, long length) {
        Optional<InputStream> content = bucket.read(repo.key(id), offset, length);
        if (content.isEmpty()) {
            forget(repo, id);
        }
        return content;
    }

    /// Takes an object in. One that is there already is not written again, but what is sent must be
    /// what its name says all the same.
    ///
    /// @param announced bytes to come, or -1
    /// @throws Refusal.Invalid when the content is not what its name says; nothing was stored
    /// @throws IOException when the sender hung up; nothing was stored
    public void store(RepoName repo, ObjectId id, InputStream sent, long announced)
            throws IOException {
        long repoId = repositories.findOrMake(repo);
        CheckedContent content = new CheckedContent(sent, id);
        try {
            if (index.find(repoId, id).isPresent() && find(repo, id).isPresent()) {
                content.drain();
                index.seen(repoId, id);
            } else if (id.isDir()) {
                directories.publish(repo, repoId, id, content);
            } else {
                index.takeBack(repoId, id);
                bucket.write(repo.key(id), content, announced);
                index.add(repoId, new StoredObject(id, content.size(), content.sha256()));
                stored.record(content.size());
            }
        } catch (DamagedContent e) {
            throw new Refusal.Invalid(id.name() + ": " + e.getMessage() + "; nothing was stored");
        }
    }

    private void forget(RepoName repo, ObjectId id) {
        repositories.find(repo).ifPresent(repoId -> index.remove(repoId, id));
    }
}
