package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.store.ObjectInput;
import io.minimlops.gateway.batchjob.store.Objects;
import io.minimlops.gateway.batchjob.store.Objects.Listed;
import io.minimlops.gateway.batchjob.table.CsvTable;
import io.minimlops.gateway.batchjob.table.Field;
import io.minimlops.gateway.batchjob.table.MalformedTable;
import io.minimlops.gateway.batchjob.table.ParquetTable;
import io.minimlops.gateway.batchjob.table.TableFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a file tells without being read to its end.
///
/// @param rows absent where only reading tells
record FileHead(List<Field> fields, @Nullable Long rows) {

    /// @throws MalformedTable when it is not what it is said to be
    static FileHead of(Objects objects, String bucket, Listed file, TableFormat format)
            throws IOException {
        try {
            return switch (format) {
                case PARQUET -> {
                    ParquetTable.Footer footer =
                            ParquetTable.footer(new ObjectInput(objects, bucket, file));
                    yield new FileHead(footer.fields(), footer.rows());
                }
                case CSV -> {
                    try (InputStream content = objects.open(bucket, file)) {
                        yield new FileHead(CsvTable.fields(content), null);
                    }
                }
            };
        } catch (MalformedTable e) {
            throw new MalformedTable(file.key() + ": " + e.getMessage(), e);
        }
    }
}
