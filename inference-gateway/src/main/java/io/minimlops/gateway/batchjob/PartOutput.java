package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.table.Column;
import io.minimlops.gateway.batchjob.table.Field;
import io.minimlops.gateway.batchjob.table.PartColumn;
import io.minimlops.gateway.batchjob.table.PartFile;
import io.minimlops.gateway.batchjob.table.Rows;
import io.minimlops.gateway.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A part under construction, on local disk: the predicted rows in one file, the others with their
/// reasons in a second one that exists only if there are any.
final class PartOutput implements AutoCloseable {

    private final Path predicted;
    private final Path errors;
    private final List<Field> kept;
    private final PartFile file;
    private @Nullable PartFile errorFile;
    private long failedRows;

    PartOutput(Path directory, List<Field> kept, String version, List<TensorSpec> outputs)
            throws IOException {
        Files.createDirectories(directory);
        this.predicted = Files.createTempFile(directory, "part-", ".parquet");
        this.errors = Path.of(predicted + ".errors");
        this.kept = kept;
        this.file = new PartFile(predicted, PartFile.predicted(kept, version, outputs));
    }

    /// Deletes what a process that was killed left there.
    static void sweep(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> left = Files.list(directory)) {
            for (Path path : left.toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    void add(Chunk chunk) throws IOException {
        for (Chunk.Predicted some : chunk.predicted()) {
            file.append(some.rows(), some.outputs());
        }
        for (Chunk.Failed some : chunk.failed()) {
            if (some.rows().count() > 0) {
                errorFile().append(withReasons(some), List.of());
            }
        }
        failedRows += chunk.failedRows();
    }

    private PartFile errorFile() throws IOException {
        if (errorFile == null) {
            List<PartColumn> columns = new ArrayList<>();
            kept.forEach(field -> columns.add(new PartColumn.Kept(field)));
            columns.add(new PartColumn.RowNumber());
            columns.add(new PartColumn.Text("reason"));
            errorFile = new PartFile(errors, columns);
        }
        return errorFile;
    }

    long failedRows() {
        return failedRows;
    }

    long rows() {
        return file.rows() + failedRows;
    }

    /// The complete file.
    Path finish() throws IOException {
        file.finish(Map.of());
        return predicted;
    }

    /// The complete file of the rows that failed; null when none did.
    @Nullable Path finishErrors() throws IOException {
        if (errorFile == null) {
            return null;
        }
        errorFile.finish(Map.of());
        return errors;
    }

    private static Rows withReasons(Chunk.Failed some) {
        return some.rows().with("reason", Column.Texts.of(some.reasons()));
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (errorFile != null) {
            errorFile.close();
        }
        Files.deleteIfExists(predicted);
        Files.deleteIfExists(errors);
    }
}
