package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.store.ObjectInput;
import io.minimlops.gateway.batchjob.store.Objects;
import io.minimlops.gateway.batchjob.table.CsvTable;
import io.minimlops.gateway.batchjob.table.MalformedTable;
import io.minimlops.gateway.batchjob.table.ParquetTable;
import io.minimlops.gateway.batchjob.table.Rows;
import io.minimlops.gateway.batchjob.table.Table;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A job's files as one table, from any row on.
final class InputCursor implements AutoCloseable {

    private final Objects objects;
    private final BatchJob.Input input;
    private final List<String> columns;
    private final long rowGroupBytes;
    private int file;
    private long toSkip;
    private long number;
    private long bytesBehind;
    private @Nullable Table table;

    /// @param columns that are wanted
    /// @param from the first wanted row
    /// @param rowGroupBytes see [BatchJobConfig#rowGroupBytes]
    InputCursor(
            Objects objects,
            BatchJob.Input input,
            List<String> columns,
            long from,
            long rowGroupBytes) {
        this.objects = objects;
        this.input = input;
        this.columns = columns;
        this.toSkip = from;
        this.rowGroupBytes = rowGroupBytes;
    }

    /// The next rows, at most so many; null at the end.
    @Nullable Rows next(int most) throws IOException {
        while (table != null || openNext()) {
            Rows rows = table == null ? null : table.next(most);
            if (rows != null) {
                number = rows.numbers()[rows.count() - 1] + 1;
                return rows;
            }
            closeFile();
        }
        return null;
    }

    /// How much of all files is behind, 0 to 1.
    double share() {
        long all = input.bytes();
        if (all == 0 || file >= input.files().size()) {
            return 1;
        }
        double current = table == null ? 0 : table.share() * input.files().get(file).bytes();
        return Math.min(1, (bytesBehind + current) / all);
    }

    private boolean openNext() throws IOException {
        while (file < input.files().size()) {
            BatchJob.File next = input.files().get(file);
            Long rows = next.rows();
            if (rows != null && rows <= toSkip) {
                toSkip -= rows;
                number += rows;
                pass(next);
                continue;
            }
            Table opened = open(next);
            if (opened instanceof CsvTable csv && csv.skipped() < toSkip) {
                toSkip -= csv.skipped();
                number += csv.skipped();
                csv.close();
                pass(next);
                continue;
            }
            number += toSkip;
            toSkip = 0;
            table = opened;
            return true;
        }
        return false;
    }

    private Table open(BatchJob.File next) throws IOException {
        try {
            return switch (input.format()) {
                case PARQUET ->
                        new ParquetTable(
                                new ObjectInput(objects, input.bucket(), next.listed()),
                                columns,
                                toSkip,
                                number,
                                rowGroupBytes);
                case CSV ->
                        new CsvTable(
                                objects.open(input.bucket(), next.listed()),
                                next.bytes(),
                                columns,
                                toSkip,
                                number);
            };
        } catch (MalformedTable e) {
            throw new MalformedTable(next.key() + ": " + e.getMessage(), e);
        }
    }

    private void closeFile() throws IOException {
        if (table != null) {
            table.close();
            table = null;
            pass(input.files().get(file));
        }
    }

    private void pass(BatchJob.File passed) {
        bytesBehind += passed.bytes();
        file++;
    }

    @Override
    public void close() throws IOException {
        if (table != null) {
            table.close();
        }
    }
}
