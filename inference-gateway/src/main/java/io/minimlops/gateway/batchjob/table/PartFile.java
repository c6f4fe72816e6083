package io.minimlops.gateway.batchjob.table;

import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/// One Parquet file under construction, written column by column: parquet-java's record interface
/// costs several calls per value.
public final class PartFile implements AutoCloseable {

    /// Bytes; what is held in memory.
    private static final long ROW_GROUP = 8L << 20;

    /// A row group has one page per column: pages are cut by whole row groups only, because pages
    /// can be cut between complete rows and columns are complete in turn.
    private static final int NEVER = Integer.MAX_VALUE / 2;

    private static final int PAGE = 1 << 20;

    private final MessageType schema;
    private final List<PartColumn> columns;
    private final ParquetFileWriter file;
    private final ParquetProperties properties;
    private final CodecFactory codecs = new CodecFactory(new Configuration(), PAGE);
    private @Nullable ColumnChunkPageWriteStore pages;
    private @Nullable ColumnWriteStore store;
    private long groupRows;
    private long rows;

    /// @param columns in the file's order
    public PartFile(Path path, List<PartColumn> columns) throws IOException {
        this.columns = List.copyOf(columns);
        Type[] types = columns.stream().map(PartColumn::type).toArray(Type[]::new);
        this.schema = new MessageType("row", types);
        ParquetProperties.Builder builder =
                ParquetProperties.builder()
                        .withDictionaryEncoding(false)
                        .withPageRowCountLimit(NEVER)
                        .withPageValueCountThreshold(NEVER)
                        .withMinRowCountForPageSizeCheck(NEVER)
                        .withMaxRowCountForPageSizeCheck(NEVER)
                        .estimateRowCountForPageSizeCheck(false)
                        .withAllocator(new HeapByteBufferAllocator());
        columns.stream()
                .filter(PartColumn::repeatsItself)
                .forEach(column -> builder.withDictionaryEncoding(column.name(), true));
        this.properties = builder.build();
        this.file =
                new ParquetFileWriter(
                        new LocalOutputFile(path),
                        schema,
                        ParquetFileWriter.Mode.OVERWRITE,
                        ROW_GROUP,
                        0,
                        null,
                        properties);
        file.start();
    }

    /// @param outputs the model's, one row for each of these
    public void append(Rows some, List<Tensor> outputs) throws IOException {
        ColumnWriteStore into = open();
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).write(some, outputs, into.getColumnWriter(schema.getColumns().get(i)));
        }
        for (int i = 0; i < some.count(); i++) {
            into.endRecord();
        }
        groupRows += some.count();
        rows += some.count();
        if (into.getBufferedSize() > ROW_GROUP) {
            flush();
        }
    }

    public long rows() {
        return rows;
    }

    private ColumnWriteStore open() {
        if (store == null) {
            pages =
                    new ColumnChunkPageWriteStore(
                            codecs.getCompressor(CompressionCodecName.SNAPPY),
                            schema,
                            properties.getAllocator(),
                            properties.getColumnIndexTruncateLength());
            store = properties.newColumnWriteStore(schema, pages);
        }
        return store;
    }

    private void flush() throws IOException {
        if (store == null || pages == null) {
            return;
        }
        file.startBlock(groupRows);
        store.flush();
        pages.flushToFileWriter(file);
        file.endBlock();
        store.close();
        pages.close();
        store = null;
        pages = null;
        groupRows = 0;
    }

    /// Completes the file.
    public void finish(Map<String, String> metadata) throws IOException {
        flush();
        file.end(metadata);
    }

    @Override
    public void close() throws IOException {
        if (store != null) {
            store.close();
        }
        if (pages != null) {
            pages.close();
        }
        codecs.release();
        file.close();
    }

    /// The columns of a job's parts: what was kept, then the row's number, the version and the
    /// predictions.
    public static List<PartColumn> predicted(
            List<Field> kept, String version, List<TensorSpec> outputs) {
        List<PartColumn> columns = new ArrayList<>();
        kept.forEach(field -> columns.add(new PartColumn.Kept(field)));
        columns.add(new PartColumn.RowNumber());
        columns.add(new PartColumn.Constant(PartColumn.MODEL_VERSION, version));
        for (int i = 0; i < outputs.size(); i++) {
            columns.add(new PredictedColumn(outputs.get(i), i));
        }
        return columns;
    }
}
