package io.minimlops.features.offline;

import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.DefinitionCatalog;
import io.minimlops.features.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;

/// Appends rows to a source's table: DuckDB writes one sorted file per day, the files go to the
/// object store, and one Iceberg commit makes them visible together.
@ApplicationScoped
public class OfflineWriter {

    private static final int PARALLEL_UPLOADS = 4;
    private static final String PARTITION = "__p";
    static final String WRITE_ID = "mini-mlops.write-id";

    private final Lake lake;
    private final ObjectStore store;
    private final DataFileCache cache;
    private final DefinitionCatalog definitions;

    OfflineWriter(
            Lake lake, ObjectStore store, DataFileCache cache, DefinitionCatalog definitions) {
        this.lake = lake;
        this.store = store;
        this.cache = cache;
        this.definitions = definitions;
    }

    /// A file DuckDB wrote, and what Iceberg is told of it.
    private record Written(Path path, String key, DataFile dataFile) {}

    /// @param rows how many were appended
    /// @param snapshotId the table with them
    public record Appended(long rows, long snapshotId) {}

    /// The snapshot a write made, if it came to that before a crash.
    Optional<Snapshot> snapshotOf(Source source, String writeId) {
        for (Snapshot snapshot : lake.table(source).snapshots()) {
            if (writeId.equals(snapshot.summary().get(WRITE_ID))) {
                return Optional.of(snapshot);
            }
        }
        return Optional.empty();
    }

    /// @param relation rows with the source's columns, of types that can be cast to the source's
    /// @param writeId told in the snapshot's summary
    public Appended append(DuckJob job, Source source, String relation, String writeId) {
        Table table = lake.table(source);
        List<Written> files = writeFiles(job, source, table, relation);
        AppendFiles append = table.newAppend().set(WRITE_ID, writeId);
        if (files.isEmpty()) {
            return new Appended(0, table.currentSnapshot().snapshotId());
        }
        upload(files);
        files.forEach(file -> append.appendFile(file.dataFile()));
        append.commit();
        long rows = files.stream().mapToLong(file -> file.dataFile().recordCount()).sum();
        long snapshotId = snapshotOf(source, writeId).orElseThrow().snapshotId();
        files.forEach(
                file -> cache.adopt(file.key(), file.path(), file.dataFile().fileSizeInBytes()));
        return new Appended(rows, snapshotId);
    }

    private List<Written> writeFiles(DuckJob job, Source source, Table table, String relation) {
        Schema schema = table.schema();
        List<String> columns = new ArrayList<>();
        source.allColumns()
                .forEach(
                        (name, type) ->
                                columns.add(
                                        "CAST(%1$s AS %2$s) AS %1$s"
                                                .formatted(Sql.name(name), type.sqlType())));
        List<String> ids =
                schema.columns().stream()
                        .filter(field -> source.allColumns().containsKey(field.name()))
                        .map(field -> Sql.name(field.name()) + ": " + field.fieldId())
                        .toList();
        List<String> order = new ArrayList<>(List.of(PARTITION));
        definitions.current().keyColumns(source).forEach(key -> order.add(Sql.name(key)));
        order.add(Sql.name(source.timestampField()));
        // One thread writes one file per day; more would write one each.
        job.run("SET threads = 1");
        String copy =
                """
                COPY (SELECT *, CAST(timezone('UTC', %s) AS DATE) AS %s
                      FROM (SELECT %s FROM %s) ORDER BY %s)
                TO %s (FORMAT parquet, COMPRESSION zstd, RETURN_STATS true,
                       FIELD_IDS {%s}, PARTITION_BY (%s))"""
                        .formatted(
                                Sql.name(source.timestampField()),
                                PARTITION,
                                Sql.list(columns),
                                relation,
                                Sql.list(order),
                                Sql.text(job.directory().resolve("table").toString()),
                                Sql.list(ids),
                                PARTITION);
        return job.query(copy, row -> written(source, table, row));
    }

    private Written written(Source source, Table table, ResultSet row) throws SQLException {
        Path path = Path.of(row.getString("filename"));
        Map<?, ?> partitions = (Map<?, ?>) row.getObject("partition_keys");
        String day = String.valueOf(partitions.get(PARTITION));
        String location =
                "%s/data/%s_day=%s/%s.parquet"
                        .formatted(
                                table.location(), source.timestampField(), day, UUID.randomUUID());
        long rows = row.getLong("count");
        Types.NestedField time = table.schema().findField(source.timestampField());
        String partition = table.spec().getFieldsBySourceId(time.fieldId()).getFirst().name();
        DataFile dataFile =
                DataFiles.builder(table.spec())
                        .withPath(location)
                        .withFormat(FileFormat.PARQUET)
                        .withPartitionPath(partition + "=" + day)
                        .withRecordCount(rows)
                        .withFileSizeInBytes(row.getLong("file_size_bytes"))
                        .withMetrics(
                                ColumnBounds.metrics(
                                        table.schema(),
                                        rows,
                                        (Map<?, ?>) row.getObject("column_statistics")))
                        .withSortOrder(table.sortOrder())
                        .build();
        return new Written(path, lake.objectKey(location), dataFile);
    }

    private void upload(List<Written> files) {
        try (ExecutorService uploads =
                Executors.newFixedThreadPool(
                        Math.min(PARALLEL_UPLOADS, files.size()), Thread.ofVirtual().factory())) {
            List<Future<?>> pending = new ArrayList<>();
            files.forEach(file -> pending.add(uploads.submit(() -> upload(file))));
            for (Future<?> upload : pending) {
                upload.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while uploading", e);
        }
    }

    private void upload(Written file) {
        try {
            store.upload(file.key(), file.path(), Digested.of(file.path()).sha256());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
