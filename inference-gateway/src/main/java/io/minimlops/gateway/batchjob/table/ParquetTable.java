package io.minimlops.gateway.batchjob.table;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowGroupPredicate;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A Parquet file by column vectors. Row groups before the first wanted row are not read, and one
/// is read after the other: left alone, the reader fetches and decodes several ahead.
public final class ParquetTable implements Table {

    /// Rows decoded at once, at most; what callers get is cut from them.
    private static final int DECODED = 8192;

    /// Values decoded at once, unless that were too few rows: the reader holds several times as
    /// many, and a wide file must not take the heap.
    private static final int VALUES = 1 << 19;

    private static final int FEWEST = 1024;

    /// Of the heap, the bytes of one row group in the wanted columns: it is held as it is stored
    /// and as it is decoded, beside everything else that the process does.
    private static final int HEAP_PER_GROUP = 6;

    private final ParquetFileReader file;
    private final List<String> columns;
    private final List<Field> fields;
    private final List<RowGroup> groups;
    private final long rows;

    private @Nullable ColumnReaders readers;
    private int group;
    private long number;
    private long toSkip;
    private long seen;
    private int place;
    private int decoded;

    /// What a file's footer tells.
    public record Footer(List<Field> fields, long rows) {}

    /// @param columns that are wanted
    /// @param skip rows not to be returned
    /// @param firstNumber of the file's first row in the whole input
    public ParquetTable(InputFile input, List<String> columns, long skip, long firstNumber)
            throws IOException {
        this(input, columns, skip, firstNumber, Runtime.getRuntime().maxMemory() / HEAP_PER_GROUP);
    }

    /// @param mostGroupBytes that the wanted columns of a row group may have
    ParquetTable(
            InputFile input, List<String> columns, long skip, long firstNumber, long mostGroupBytes)
            throws IOException {
        this.file = open(input);
        this.columns = columns;
        this.rows = file.getFileMetaData().numRows();
        this.fields =
                fields(file).stream().filter(field -> columns.contains(field.name())).toList();
        this.groups = file.getFileMetaData().rowGroups();
        long before = 0;
        while (group < groups.size() && before + groups.get(group).numRows() <= skip) {
            before += groups.get(group++).numRows();
        }
        this.number = firstNumber + before;
        this.toSkip = skip - before;
        this.seen = before;
        groups.subList(group, groups.size()).forEach(it -> checkSize(it, mostGroupBytes));
    }

    /// @throws MalformedTable when the row group would take the heap
    private void checkSize(RowGroup wanted, long most) {
        long bytes =
                wanted.columns().stream()
                        .map(ColumnChunk::metaData)
                        .filter(
                                it ->
                                        columns.contains(
                                                String.join(".", it.pathInSchema().elements())))
                        .mapToLong(ColumnMetaData::totalUncompressedSize)
                        .sum();
        if (bytes > most) {
            throw new MalformedTable(
                    "a row group has %,d bytes in the wanted columns, this gateway's heap allows %,d: write smaller row groups"
                            .formatted(bytes, most));
        }
    }

    private ColumnReaders readers(int of) {
        return file.buildColumnReaders(ColumnProjection.columns(columns.toArray(String[]::new)))
                .batchSize(batch(columns.size()))
                .filter(RowGroupPredicate.byteRange(start(of), start(of + 1)))
                .build();
    }

    private static int batch(int columns) {
        return Math.clamp(VALUES / Math.max(1, columns), FEWEST, DECODED);
    }

    private long start(int of) {
        return of == groups.size()
                ? Long.MAX_VALUE
                : groups.get(of).columns().getFirst().chunkStartOffset();
    }

    /// @throws MalformedTable when it is no Parquet file
    public static Footer footer(InputFile input) throws IOException {
        try (ParquetFileReader file = open(input)) {
            return new Footer(fields(file), file.getFileMetaData().numRows());
        }
    }

    private static ParquetFileReader open(InputFile input) throws IOException {
        try {
            return ParquetFileReader.open(input);
        } catch (IOException | RuntimeException e) {
            throw failed("not a Parquet file", e);
        }
    }

    /// @throws MalformedTable unless the bytes could not be had
    private static IOException failed(String what, Exception failure) {
        SourceFailed source = SourceFailed.behind(failure);
        if (source != null) {
            return source;
        }
        throw new MalformedTable(what + ": " + failure.getMessage(), failure);
    }

    private static List<Field> fields(ParquetFileReader file) {
        return file.getFileSchema().getColumns().stream()
                .map(column -> new Field(name(column), kind(column), meaning(column.logicalType())))
                .toList();
    }

    private static String name(ColumnSchema column) {
        return String.join(".", column.fieldPath().elements());
    }

    private static Field.Kind kind(ColumnSchema column) {
        if (column.maxRepetitionLevel() > 0 || column.fieldPath().elements().size() > 1) {
            return Field.Kind.OTHER;
        }
        return switch (column.type()) {
            case INT32 -> Field.Kind.INT32;
            case INT64 -> Field.Kind.INT64;
            case FLOAT -> Field.Kind.FLOAT;
            case DOUBLE -> Field.Kind.DOUBLE;
            case BOOLEAN -> Field.Kind.BOOLEAN;
            case BYTE_ARRAY -> Field.Kind.BYTES;
            case INT96, FIXED_LEN_BYTE_ARRAY -> Field.Kind.OTHER;
        };
    }

    private static @Nullable LogicalTypeAnnotation meaning(@Nullable LogicalType type) {
        return switch (type) {
            case LogicalType.StringType _ -> LogicalTypeAnnotation.stringType();
            case LogicalType.DateType _ -> LogicalTypeAnnotation.dateType();
            case LogicalType.IntType(int width, boolean signed) ->
                    LogicalTypeAnnotation.intType(width, signed);
            case LogicalType.DecimalType decimal ->
                    LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision());
            case LogicalType.TimestampType(boolean utc, LogicalType.TimeUnit unit) ->
                    LogicalTypeAnnotation.timestampType(utc, TimeUnit.valueOf(unit.name()));
            case null, default -> null;
        };
    }

    @Override
    public @Nullable Rows next(int most) throws IOException {
        try {
            ColumnReaders from = place < decoded ? readers : decodeMore();
            if (from == null) {
                return null;
            }
            int take = Math.min(most, decoded - place);
            Map<String, Column> columns = new LinkedHashMap<>();
            for (Field field : fields) {
                ColumnReader reader = from.getColumnReader(field.name());
                columns.put(field.name(), column(reader, field.kind(), place, place + take));
            }
            long[] numbers = new long[take];
            Arrays.setAll(numbers, i -> number + i);
            place += take;
            number += take;
            seen += take;
            return new Rows(numbers, columns);
        } catch (RuntimeException e) {
            throw failed("the Parquet file cannot be decoded", e);
        }
    }

    /// What the next rows were decoded by; null at the end.
    private @Nullable ColumnReaders decodeMore() {
        while (true) {
            if (readers == null) {
                if (group == groups.size()) {
                    return null;
                }
                readers = readers(group++);
            }
            ColumnReaders current = readers;
            while (current.nextBatch()) {
                decoded = current.getRecordCount();
                place = (int) Math.min(toSkip, decoded);
                toSkip -= place;
                number += place;
                seen += place;
                if (place < decoded) {
                    return current;
                }
            }
            place = 0;
            decoded = 0;
            readers = null;
            current.close();
        }
    }

    private static Column column(ColumnReader reader, Field.Kind kind, int from, int to) {
        BitSet missing = missing(reader.getLeafValidity(), from, to);
        return switch (kind) {
            case INT32 -> new Column.Ints(Arrays.copyOfRange(reader.getInts(), from, to), missing);
            case INT64 ->
                    new Column.Longs(Arrays.copyOfRange(reader.getLongs(), from, to), missing);
            case FLOAT ->
                    new Column.Floats(Arrays.copyOfRange(reader.getFloats(), from, to), missing);
            case DOUBLE ->
                    new Column.Doubles(Arrays.copyOfRange(reader.getDoubles(), from, to), missing);
            case BOOLEAN ->
                    new Column.Flags(Arrays.copyOfRange(reader.getBooleans(), from, to), missing);
            case BYTES -> new Column.Texts(texts(reader, from, to), missing);
            case OTHER -> throw new IllegalStateException("column of an unreadable type");
        };
    }

    private static byte[][] texts(ColumnReader reader, int from, int to) {
        byte[] all = reader.getBinaryValues();
        int[] offsets = reader.getBinaryOffsets();
        byte[][] texts = new byte[to - from][];
        for (int i = from; i < to; i++) {
            texts[i - from] = Arrays.copyOfRange(all, offsets[i], offsets[i + 1]);
        }
        return texts;
    }

    private static BitSet missing(Validity validity, int from, int to) {
        BitSet missing = new BitSet(0);
        if (validity.hasNulls()) {
            for (int i = from; i < to; i++) {
                if (validity.isNull(i)) {
                    missing.set(i - from);
                }
            }
        }
        return missing;
    }

    @Override
    public double share() {
        return rows == 0 ? 1 : (double) seen / rows;
    }

    @Override
    public void close() throws IOException {
        if (readers != null) {
            readers.close();
        }
        file.close();
    }
}
