package io.minimlops.tracker.dvc;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Brings the index up to what the bucket really holds: objects that others wrote are entered, and
/// what directories of theirs name.
@ApplicationScoped
class Survey {

    private static final int BATCH = 1000;

    private final Database database;
    private final ObjectIndex index;
    private final DataBucket bucket;
    private final int largest;

    Survey(Database database, ObjectIndex index, DataBucket bucket, DvcConfig config) {
        this.database = database;
        this.index = index;
        this.bucket = bucket;
        this.largest = config.maxDirBytes();
    }

    void make(RepoName repo, long repoId) {
        List<Found> batch = new ArrayList<>(BATCH);
        bucket.list(
                repo.folder(),
                (key, size, modified) -> {
                    ObjectId.atKey(key).ifPresent(id -> batch.add(new Found(id, size, modified)));
                    if (batch.size() == BATCH) {
                        enter(repoId, batch);
                        batch.clear();
                    }
                });
        enter(repoId, batch);
        for (StoredObject directory : unreadDirectories(repoId)) {
            read(repo, repoId, directory);
        }
    }

    private void enter(long repoId, List<Found> found) {
        database.update(
                Sql.of(
                        "insert into dvc_object (repo_id, layout, md5, is_dir, size, stored_at, seen_at)"
                                + " select ?, layout, md5, is_dir, size, to_timestamp(at), to_timestamp(at)"
                                + " from unnest(?::int[], ?::uuid[], ?::bool[], ?::bigint[],"
                                + " ?::bigint[]) as f (layout, md5, is_dir, size, at)"
                                + " on conflict do nothing",
                        repoId,
                        found.stream().map(f -> f.id().layout().number()).toArray(Integer[]::new),
                        found.stream().map(f -> f.id().md5()).toArray(UUID[]::new),
                        found.stream().map(f -> f.id().isDir()).toArray(Boolean[]::new),
                        found.stream().map(Found::size).toArray(Long[]::new),
                        found.stream().map(f -> f.at().getEpochSecond()).toArray(Long[]::new)));
    }

    /// Longer than `[]`, and nothing known of what they name.
    private List<StoredObject> unreadDirectories(long repoId) {
        return database.query(
                Sql.of(
                        "select layout, md5, is_dir, size, sha256 from dvc_object d"
                                + " where repo_id = ? and is_dir and not leaving and size > 2"
                                + " and not exists (select from dvc_member where dir_id = d.id)",
                        repoId),
                ObjectIndex::object);
    }

    /// @throws Refusal.Invalid when it is damaged: then nobody knows what it
    ///     names, and nothing may be collected
    private void read(RepoName repo, long repoId, StoredObject directory) {
        long size = Math.min(directory.size(), largest);
        try (InputStream content =
                bucket.read(repo.key(directory.id()), 0, size)
                        .orElseGet(InputStream::nullInputStream)) {
            byte[] bytes = content.readAllBytes();
            if (bytes.length == 0) {
                index.remove(repoId, directory.id());
            } else {
                index.addMembers(
                        repoId, directory.id(), DirPublication.members(DirObject.parse(bytes)));
            }
        } catch (IOException e) {
            throw new Refusal.Unavailable("The artifact store (S3)");
        }
    }

    private record Found(ObjectId id, long size, Instant at) {}
}
