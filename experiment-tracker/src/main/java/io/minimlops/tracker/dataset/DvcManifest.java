package io.minimlops.tracker.dataset;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.dvc.DirEntry;
import io.minimlops.tracker.dvc.DvcContents;
import io.minimlops.tracker.dvc.Layout;
import io.minimlops.tracker.dvc.ObjectId;
import io.minimlops.tracker.dvc.RepoName;
import io.minimlops.tracker.dvc.StoredObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Manifests of what was pushed to the DVC remote, and whether it is still there.
@ApplicationScoped
class DvcManifest {

    private static final int AT_A_TIME = 8;
    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().name("check-", 0).factory();
    private static final int MOST_PROBLEMS = 1000;

    private final DvcContents contents;

    DvcManifest(DvcContents contents) {
        this.contents = contents;
    }

    /// What is wrong with a file.
    record Damage(String path, String problem) {}

    /// @param path the file's, when the object is no directory
    Manifest read(RepoName repo, ObjectId object, @Nullable String path) {
        List<DirEntry> entries = entries(repo, object, path);
        if (entries.size() > Manifest.MOST_FILES) {
            throw new Refusal.Invalid(
                    "A manifest has at most %d files, this directory has %d"
                            .formatted(Manifest.MOST_FILES, entries.size()));
        }
        Map<UUID, StoredObject> files =
                contents.describe(
                        repo,
                        object.layout(),
                        entries.stream()
                                .map(entry -> ObjectId.uuid(entry.md5()))
                                .collect(Collectors.toSet()));
        return new Manifest(entries.stream().map(entry -> file(entry, files)).toList());
    }

    /// The files that are not as the manifest says; the search ends at 1000 of them.
    ///
    /// @param layout where the repository keeps the objects
    /// @param deep whether contents are read
    List<Damage> damages(RepoName repo, Layout layout, Manifest manifest, boolean deep) {
        try (ExecutorService checks = Executors.newFixedThreadPool(AT_A_TIME, VIRTUAL)) {
            List<Future<Optional<Damage>>> found = new ArrayList<>();
            for (ManifestFile file : manifest.files()) {
                found.add(checks.submit(() -> damage(repo, layout, file, deep)));
            }
            return gathered(found);
        }
    }

    private Optional<Damage> damage(RepoName repo, Layout layout, ManifestFile file, boolean deep) {
        ObjectId id = new ObjectId(layout, ObjectId.uuid(file.md5()), false);
        return contents.problem(repo, id, file.size(), deep)
                .map(problem -> new Damage(file.path(), problem));
    }

    private static List<Damage> gathered(List<Future<Optional<Damage>>> found) {
        List<Damage> damages = new ArrayList<>();
        for (Future<Optional<Damage>> check : found) {
            try {
                if (damages.size() < MOST_PROBLEMS) {
                    check.get().ifPresent(damages::add);
                } else {
                    check.cancel(false);
                }
            } catch (ExecutionException e) {
                found.forEach(other -> other.cancel(false));
                throw e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while checking files", e);
            }
        }
        return damages;
    }

    private List<DirEntry> entries(RepoName repo, ObjectId object, @Nullable String path) {
        if (object.isDir()) {
            return contents.directory(repo, object).entries();
        }
        if (path == null) {
            throw new Refusal.Invalid(
                    "dvc.path: the file's path is expected, for the object is no directory (.dir)");
        }
        return List.of(new DirEntry(ObjectId.hex(object.md5()), path));
    }

    private static ManifestFile file(DirEntry entry, Map<UUID, StoredObject> files) {
        StoredObject stored = Objects.requireNonNull(files.get(ObjectId.uuid(entry.md5())));
        return new ManifestFile(
                entry.relpath(),
                entry.md5(),
                Objects.requireNonNull(stored.sha256()),
                stored.size());
    }
}
