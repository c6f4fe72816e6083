package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.peer.ArtifactFiles;
import io.minimlops.orchestrator.peer.TrainingSet;
import io.minimlops.orchestrator.peer.TrainingSet.StoredFile;
import io.minimlops.orchestrator.training.Column;
import io.minimlops.orchestrator.training.Dataset;
import io.minimlops.orchestrator.training.TrainingSetFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/// Brings training sets from the object store into memory, checked against what the feature store
/// says they are.
@ApplicationScoped
class TrainingSets {

    private final ArtifactFiles files;

    TrainingSets(ArtifactFiles files) {
        this.files = files;
    }

    /// The set's columns, inputs only as far as they are wanted.
    static List<Column> columns(TrainingSet set, Predicate<String> wantedInput) {
        return set.columns().stream()
                .map(column -> new Column(column.name(), Column.Role.of(column.role())))
                .filter(column -> !column.isInput() || wantedInput.test(column.name()))
                .toList();
    }

    /// @param directory where the copy lies while it is read
    Dataset read(TrainingSet set, List<Column> columns, Path directory) {
        if (set.files().size() != 1) {
            throw new StepFailed(
                    "training set %s has %d files, not one"
                            .formatted(set.name(), set.files().size()));
        }
        StoredFile file = set.files().getFirst();
        Path copy = directory.resolve(set.id() + ".parquet");
        try {
            Files.deleteIfExists(copy);
            files.download(set.bucket(), file.key(), copy);
            if (!file.sha256().equals(sha256(copy))) {
                throw new StepFailed(
                        "training set %s was altered: its SHA-256 differs".formatted(set.name()));
            }
            return new TrainingSetFile(copy, columns).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(copy);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
