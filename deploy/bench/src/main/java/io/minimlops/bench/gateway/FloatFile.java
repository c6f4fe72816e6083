package io.minimlops.bench.gateway;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/// A Parquet file of 32-bit floats, Snappy, in row groups that a small heap can hold.
final class FloatFile extends ParquetWriter.Builder<float[], FloatFile> {

    /// Bytes.
    private static final long ROW_GROUP = 16 << 20;

    private final int width;

    FloatFile(Path file, int width) {
        super(new LocalOutputFile(file));
        this.width = width;
        withRowGroupSize(ROW_GROUP);
        withWriteMode(Mode.OVERWRITE);
        withDictionaryEncoding(false);
        withCompressionCodec(CompressionCodecName.SNAPPY);
    }

    @Override
    protected FloatFile self() {
        return this;
    }

    @Override
    protected WriteSupport<float[]> getWriteSupport(Configuration configuration) {
        return new Rows(width);
    }

    private static final class Rows extends WriteSupport<float[]> {
        private final String[] names;
        private @Nullable RecordConsumer consumer;

        Rows(int width) {
            names = IntStream.range(0, width).mapToObj(Table::column).toArray(String[]::new);
        }

        @Override
        public WriteContext init(Configuration configuration) {
            Type[] types = new Type[names.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = Types.required(FLOAT).named(names[i]);
            }
            return new WriteContext(new MessageType("row", types), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer given) {
            consumer = given;
        }

        @Override
        public void write(float[] row) {
            RecordConsumer into = Objects.requireNonNull(consumer);
            into.startMessage();
            for (int i = 0; i < row.length; i++) {
                into.startField(names[i], i);
                into.addFloat(row[i]);
                into.endField(names[i], i);
            }
            into.endMessage();
        }
    }
}
