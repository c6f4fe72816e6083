package io.minimlops.tracker.dvc;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.Refusal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// Takes in directory objects: only whole ones. Clients believe that where a directory is, its
/// files are too, and never ask.
@ApplicationScoped
class DirPublication {

    private static final int AT_A_TIME = 2;
    private static final int NAMED = 100;

    private final ObjectIndex index;
    private final DataBucket bucket;
    private final int largest;
    private final Semaphore memory = new Semaphore(AT_A_TIME);

    DirPublication(ObjectIndex index, DataBucket bucket, DvcConfig config) {
        this.index = index;
        this.bucket = bucket;
        this.largest = config.maxDirBytes();
    }

    void publish(RepoName repo, long repoId, ObjectId id, CheckedContent content)
            throws IOException {
        memory.acquireUninterruptibly();
        try {
            byte[] bytes = read(content);
            Map<UUID, Integer> members = members(DirObject.parse(bytes));
            learnOfOthersFiles(repo, repoId, id.layout(), members.keySet());
            StoredObject stored = new StoredObject(id, bytes.length, content.sha256());
            QuarkusTransaction.requiringNew()
                    .timeout(60)
                    .run(() -> publish(repo, repoId, stored, bytes, members));
        } finally {
            memory.release();
        }
    }

    /// The files stay locked until the directory is there, so that none is collected meanwhile.
    private void publish(
            RepoName repo,
            long repoId,
            StoredObject stored,
            byte[] bytes,
            Map<UUID, Integer> members) {
        Set<UUID> missing = new HashSet<>(members.keySet());
        missing.removeAll(index.hold(repoId, stored.id().layout(), members.keySet()));
        if (!missing.isEmpty()) {
            throw incomplete(stored.id(), missing);
        }
        index.takeBack(repoId, stored.id());
        bucket.write(repo.key(stored.id()), bytes);
        index.add(repoId, stored);
        index.addMembers(repoId, stored.id(), members);
    }

    /// Files that came into the bucket by other ways than ours.
    private void learnOfOthersFiles(RepoName repo, long repoId, Layout layout, Set<UUID> members) {
        Set<UUID> unknown = new HashSet<>(members);
        index.find(repoId, layout, members).forEach(file -> unknown.remove(file.id().md5()));
        for (UUID md5 : unknown) {
            ObjectId id = new ObjectId(layout, md5, false);
            var size = bucket.size(repo.key(id));
            if (size.isEmpty()) {
                return;
            }
            index.add(repoId, new StoredObject(id, size.getAsLong(), null));
        }
    }

    private byte[] read(CheckedContent content) throws IOException {
        byte[] bytes = content.readNBytes(largest);
        if (content.read() >= 0) {
            content.drain();
            throw new Refusal.TooLarge("A directory object has at most " + largest + " bytes");
        }
        return bytes;
    }

    static Map<UUID, Integer> members(DirObject directory) {
        return directory.entries().stream()
                .collect(
                        Collectors.toMap(
                                entry -> ObjectId.uuid(entry.md5()), _ -> 1, Integer::sum));
    }

    private static ProblemException incomplete(ObjectId id, Set<UUID> missing) {
        List<String> names = new ArrayList<>(missing.stream().map(ObjectId::hex).sorted().toList());
        String named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return new ProblemException(
                new Problem.Conflict(
                        "missing-members",
                        "%s names %d files that are not here: %s%s"
                                .formatted(
                                        id.name(),
                                        missing.size(),
                                        named,
                                        missing.size() > NAMED ? ", …" : "")));
    }
}
