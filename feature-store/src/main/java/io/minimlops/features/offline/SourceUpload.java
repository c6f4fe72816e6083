package io.minimlops.features.offline;

import io.minimlops.features.FeatureStoreConfig;
import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.DefinitionCatalog;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.jspecify.annotations.Nullable;

/// Takes a file in and appends it to a source: all of it in one commit, or nothing.
@ApplicationScoped
public class SourceUpload {

    private final DefinitionCatalog definitions;
    private final OfflineWriter writer;
    private final DuckEngine engine;
    private final UploadLedger ledger;
    private final long maxSize;
    private final Path folder;

    SourceUpload(
            DefinitionCatalog definitions,
            OfflineWriter writer,
            DuckEngine engine,
            UploadLedger ledger,
            FeatureStoreConfig config) {
        this.definitions = definitions;
        this.writer = writer;
        this.engine = engine;
        this.ledger = ledger;
        this.maxSize = config.upload().maxSize().asLongValue();
        this.folder = config.dataDir().toAbsolutePath().resolve("uploads");
        Directories.deleteTree(folder);
    }

    /// @param contentType Parquet or CSV
    /// @param idempotencyKey the second upload with it gets the first one's answer
    public UploadReceipt append(
            String sourceName,
            @Nullable String contentType,
            InputStream body,
            @Nullable String idempotencyKey) {
        Source source = definitions.source(sourceName);
        UploadFormat format = UploadFormat.of(contentType);
        Path file = newFile();
        try {
            String sha256 = receive(body, file);
            if (idempotencyKey == null) {
                return write(source, format, file, UUID.randomUUID().toString());
            }
            return ledger.once(
                    new UploadLedger.Claim(idempotencyKey, sourceName, sha256),
                    () -> recover(source, idempotencyKey),
                    () -> write(source, format, file, idempotencyKey));
        } finally {
            delete(file);
        }
    }

    private Path newFile() {
        try {
            return Files.createDirectories(folder).resolve(UUID.randomUUID() + ".upload");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String receive(InputStream body, Path file) {
        try {
            Digested received = Digested.copy(body, file, maxSize);
            if (received.size() > maxSize) {
                throw new ProblemException(
                        new Problem.TooLarge("the file is larger than " + maxSize + " bytes"));
            }
            if (received.size() == 0) {
                throw new ProblemException(new Problem.Invalid("the body is empty"));
            }
            return received.sha256();
        } catch (IOException e) {
            throw new ProblemException(new Problem.Malformed("the body ended early"), e);
        }
    }

    private UploadReceipt write(Source source, UploadFormat format, Path file, String writeId) {
        try (DuckJob job = engine.open()) {
            new UploadCheck(job, source, format).check(file);
            OfflineWriter.Appended appended =
                    writer.append(job, source, format.relation(file), writeId);
            return new UploadReceipt(source.name(), appended.rows(), appended.snapshotId());
        }
    }

    private Optional<UploadReceipt> recover(Source source, String writeId) {
        return writer.snapshotOf(source, writeId).map(snapshot -> receipt(source, snapshot));
    }

    private static UploadReceipt receipt(Source source, Snapshot snapshot) {
        String rows = snapshot.summary().getOrDefault(SnapshotSummary.ADDED_RECORDS_PROP, "0");
        return new UploadReceipt(source.name(), Long.parseLong(rows), snapshot.snapshotId());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
