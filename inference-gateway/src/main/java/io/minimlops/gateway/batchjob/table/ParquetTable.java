package io.minimlops.gateway.batchjob.table;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowGroupPredicate;
import dev.hardwood.schema.ColumnProjection;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                ParquetFields.of(file).stream()
                        .filter(field -> columns.contains(field.name()))
                        .toList();
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
            return new Footer(ParquetFields.of(file), file.getFileMetaData().numRows());
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
                columns.put(
                        field.name(), ParquetColumn.of(reader, field.kind(), place, place + take));
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
