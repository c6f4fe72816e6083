package io.minimlops.features.offline;

import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.ValueType;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// Reads sources at a snapshot: Iceberg plans which files, DuckDB reads their local copies.
@ApplicationScoped
public class OfflineReader {

    private static final String PIN_PREFIX = "training-set-pin-";

    private final Lake lake;
    private final DataFileCache cache;

    OfflineReader(Lake lake, DataFileCache cache) {
        this.lake = lake;
        this.cache = cache;
    }

    /// Event times to read, both ends inclusive; null is open.
    public record TimeRange(@Nullable Instant from, @Nullable Instant to) {
        Expression on(String column) {
            Expression filter = Expressions.alwaysTrue();
            if (from != null) {
                filter = Expressions.greaterThanOrEqual(column, Sql.micros(from));
            }
            if (to != null) {
                filter =
                        Expressions.and(
                                filter, Expressions.lessThanOrEqual(column, Sql.micros(to)));
            }
            return filter;
        }
    }

    /// The id of the newest snapshot.
    public long currentSnapshot(Source source) {
        return lake.table(source).currentSnapshot().snapshotId();
    }

    /// Tags a snapshot, which keeps every engine's expiry from removing it.
    public void pin(Source source, long snapshotId) {
        Table table = lake.table(source);
        String tag = PIN_PREFIX + snapshotId;
        if (!table.refs().containsKey(tag)) {
            table.manageSnapshots().createTag(tag, snapshotId).commit();
        }
    }

    /// The newest snapshot; only files that may hold rows of the range are there.
    public TableSnapshot current(Source source, TimeRange range) {
        Table table = lake.table(source);
        return open(table, source, table.currentSnapshot().snapshotId(), range);
    }

    /// @throws ProblemException 409 when the snapshot is gone
    public TableSnapshot at(Source source, long snapshotId, TimeRange range) {
        return open(lake.table(source), source, snapshotId, range);
    }

    private TableSnapshot open(Table table, Source source, long snapshotId, TimeRange range) {
        Snapshot snapshot = table.snapshot(snapshotId);
        if (snapshot == null) {
            throw new ProblemException(
                    new Problem.Conflict(
                            "snapshot-expired",
                            "snapshot %d of source '%s' is gone"
                                    .formatted(snapshotId, source.name())));
        }
        List<DataFileCache.Lease> leases = new ArrayList<>();
        try {
            for (FileScanTask task : plan(table, snapshotId, range.on(source.timestampField()))) {
                leases.add(
                        cache.open(
                                lake.objectKey(task.file().location()),
                                task.file().fileSizeInBytes()));
            }
        } catch (RuntimeException e) {
            leases.forEach(DataFileCache.Lease::close);
            throw e;
        }
        String relation = relation(table.schema(), source.allColumns(), leases);
        return new TableSnapshot(source.name(), snapshotId, relation, leases);
    }

    private static List<FileScanTask> plan(Table table, long snapshotId, Expression filter) {
        try (CloseableIterable<FileScanTask> planned =
                table.newScan().useSnapshot(snapshotId).filter(filter).planFiles()) {
            List<FileScanTask> tasks = new ArrayList<>();
            for (FileScanTask task : planned) {
                if (!task.deletes().isEmpty()) {
                    throw new IllegalStateException(
                            table.name() + " has delete files; only copy-on-write can be read");
                }
                tasks.add(task);
            }
            tasks.sort((one, other) -> one.file().location().compareTo(other.file().location()));
            return tasks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Columns are found by field id, so files written before a column was added or widened read
    /// right.
    private static String relation(
            Schema schema,
            SequencedMap<String, ValueType> columns,
            List<DataFileCache.Lease> leases) {
        if (leases.isEmpty()) {
            return columns.entrySet().stream()
                    .map(OfflineReader::typedNull)
                    .collect(
                            java.util.stream.Collectors.joining(", ", "(SELECT ", " WHERE false)"));
        }
        List<String> paths =
                leases.stream().map(lease -> Sql.text(lease.path().toString())).toList();
        List<String> fields = new ArrayList<>();
        columns.forEach(
                (name, type) -> {
                    Types.NestedField field = schema.findField(name);
                    fields.add(
                            "%d: {name: %s, type: %s, default_value: NULL}"
                                    .formatted(
                                            field.fieldId(),
                                            Sql.text(name),
                                            Sql.text(type.sqlType())));
                });
        return "read_parquet([%s], schema = MAP {%s})".formatted(Sql.list(paths), Sql.list(fields));
    }

    private static String typedNull(Map.Entry<String, ValueType> column) {
        return "CAST(NULL AS %s) AS %s"
                .formatted(column.getValue().sqlType(), Sql.name(column.getKey()));
    }
}
