package io.minimlops.tracker.export;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/// Parquet, every column optional. One row group is held in memory at a time.
final class ParquetTable implements TableWriter {

    private static final long ROW_GROUP = 8L << 20;
    private static final int PAGE = 256 << 10;

    private final ParquetWriter<List<? extends @Nullable Object>> writer;

    ParquetTable(List<Column> columns, OutputStream out) throws IOException {
        this.writer =
                new Builder(new Counted(out), new Rows(columns))
                        .withCompressionCodec(CompressionCodecName.SNAPPY)
                        .withRowGroupSize(ROW_GROUP)
                        .withPageSize(PAGE)
                        .build();
    }

    @Override
    public void row(List<? extends @Nullable Object> values) throws IOException {
        writer.write(values);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder
            extends ParquetWriter.Builder<List<? extends @Nullable Object>, Builder> {
        private final Rows rows;

        Builder(OutputFile file, Rows rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<List<? extends @Nullable Object>> getWriteSupport(
                Configuration configuration) {
            return rows;
        }
    }

    private static final class Rows extends WriteSupport<List<? extends @Nullable Object>> {
        private final List<Column> columns;
        private @Nullable RecordConsumer consumer;

        Rows(List<Column> columns) {
            this.columns = columns;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            Type[] types = columns.stream().map(Rows::type).toArray(Type[]::new);
            return new WriteContext(new MessageType("row", types), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            this.consumer = recordConsumer;
        }

        @Override
        public void write(List<? extends @Nullable Object> values) {
            RecordConsumer to = Objects.requireNonNull(consumer);
            to.startMessage();
            for (int i = 0; i < columns.size(); i++) {
                Object value = values.get(i);
                if (value != null) {
                    to.startField(columns.get(i).name(), i);
                    add(to, columns.get(i), value);
                    to.endField(columns.get(i).name(), i);
                }
            }
            to.endMessage();
        }

        private static void add(RecordConsumer to, Column column, Object value) {
            switch (column.type()) {
                case TEXT -> to.addBinary(Binary.fromString(value.toString()));
                case WHOLE, TIME -> to.addLong((Long) value);
                case DECIMAL -> to.addDouble((Double) value);
            }
        }

        private static Type type(Column column) {
            return switch (column.type()) {
                case TEXT -> Types.optional(BINARY).as(stringType()).named(column.name());
                case WHOLE -> Types.optional(INT64).named(column.name());
                case DECIMAL -> Types.optional(DOUBLE).named(column.name());
                case TIME ->
                        Types.optional(INT64)
                                .as(timestampType(true, TimeUnit.MILLIS))
                                .named(column.name());
            };
        }
    }

    /// A stream as Parquet wants it: it asks how far it has written.
    private record Counted(OutputStream out) implements OutputFile {

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int b) throws IOException {
                    out.write(b);
                    position++;
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                    position += length;
                }

                @Override
                public void flush() throws IOException {
                    out.flush();
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
