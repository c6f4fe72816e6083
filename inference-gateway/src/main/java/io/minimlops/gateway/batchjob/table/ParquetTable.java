package io.minimlops.gateway.batchjob.table;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/// A Parquet file, one row group after the other, and each column by column. Row groups before the
/// first wanted row are not read. Values go from pages outside the heap into the rows' arrays.
public final class ParquetTable implements Table {

    /// Of the heap, the bytes of a footer: it is there as an object for every number in it.
    private static final int HEAP_PER_FOOTER = 24;

    private final RowGroupMemory memory;
    private final ParquetFileReader file;
    private final List<ColumnDescriptor> columns;
    private final @Nullable ParsedVersion writer;
    private final AnswerBounds bounds;
    private final Deque<BlockMetaData> ahead;
    private final long rows;
    private @Nullable ParquetGroup group;
    private long groupRows;
    private long number;
    private long toSkip;
    private long seen;

    /// What a file's footer tells.
    public record Footer(List<Field> fields, long rows) {}

    /// @param columns that are wanted
    /// @param skip rows not to be returned
    /// @param firstNumber of the file's first row in the whole input
    /// @param mostGroupBytes that the wanted columns of a row group may take
    /// @throws MalformedTable when it is no Parquet file, or a row group takes more
    public ParquetTable(
            InputFile input, List<String> columns, long skip, long firstNumber, long mostGroupBytes)
            throws IOException {
        this.memory = new RowGroupMemory(mostGroupBytes);
        try {
            this.file = open(input, memory);
            this.rows = file.getRecordCount();
            this.columns = wanted(columns);
            this.writer = writer(file.getFileMetaData().getCreatedBy());
            this.bounds = AnswerBounds.of(columns.size());
            this.toSkip = skip;
            this.number = firstNumber;
            file.setRequestedSchema(this.columns);
            this.ahead = new ArrayDeque<>(file.getRowGroups());
            passGroups();
            checkSizes(mostGroupBytes);
        } catch (IOException | RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    private List<ColumnDescriptor> wanted(List<String> names) {
        return file.getFileMetaData().getSchema().getColumns().stream()
                .filter(column -> names.contains(ParquetFields.field(column).name()))
                .toList();
    }

    /// Those before the first wanted row, and those without rows.
    private void passGroups() {
        while (!ahead.isEmpty() && ahead.getFirst().getRowCount() <= toSkip) {
            pass(ahead.removeFirst().getRowCount());
            file.skipNextRowGroup();
        }
    }

    private void pass(long rows) {
        toSkip -= rows;
        number += rows;
        seen += rows;
    }

    private void checkSizes(long most) {
        Set<ColumnPath> paths =
                columns.stream()
                        .map(column -> ColumnPath.get(column.getPath()))
                        .collect(Collectors.toSet());
        for (BlockMetaData group : ahead) {
            long bytes =
                    group.getColumns().stream()
                            .filter(chunk -> paths.contains(chunk.getPath()))
                            .mapToLong(it -> it.getTotalSize() + it.getTotalUncompressedSize())
                            .sum();
            if (bytes > most) {
                throw new MalformedTable(
                        "a row group takes %,d bytes in the wanted columns, packed and unpacked, this gateway gives %,d: write smaller row groups"
                                .formatted(bytes, most));
            }
        }
    }

    /// @throws MalformedTable when it is no Parquet file
    public static Footer footer(InputFile input) throws IOException {
        try (RowGroupMemory memory =
                        new RowGroupMemory(Runtime.getRuntime().maxMemory() / HEAP_PER_FOOTER);
                ParquetFileReader file = open(input, memory)) {
            return new Footer(
                    ParquetFields.of(file.getFileMetaData().getSchema()), file.getRecordCount());
        }
    }

    private static ParquetFileReader open(InputFile input, RowGroupMemory memory)
            throws IOException {
        GuardedFile guarded = new GuardedFile(input, memory);
        try {
            ParquetFileReader file =
                    ParquetFileReader.open(
                            guarded,
                            ParquetReadOptions.builder(new PlainParquetConfiguration())
                                    .withAllocator(memory)
                                    .useOffHeapDecryptBuffer()
                                    .withCodecFactory(new Decompression(memory))
                                    .withMaxAllocationInBytes(Integer.MAX_VALUE)
                                    .build());
            guarded.opened(file.getFooter());
            return file;
        } catch (IOException | RuntimeException e) {
            throw failed("not a Parquet file", e);
        }
    }

    /// Files of some writers need to be read in a way of their own; null: of none of those.
    private static @Nullable ParsedVersion writer(@Nullable String createdBy) {
        try {
            return createdBy == null ? null : VersionParser.parse(createdBy);
        } catch (VersionParseException | RuntimeException e) {
            return null;
        }
    }

    /// @throws MalformedTable unless the bytes could not be had
    private static IOException failed(String what, Exception failure) {
        SourceFailed source = SourceFailed.behind(failure);
        if (source != null) {
            return source;
        }
        throw failure instanceof MalformedTable told
                ? told
                : new MalformedTable(what + ": " + failure.getMessage(), failure);
    }

    @Override
    public @Nullable Rows next(int most) throws IOException {
        try {
            if (groupRows == 0) {
                group = nextGroup();
            }
            if (group == null) {
                return null;
            }
            Map<String, Column> values = new LinkedHashMap<>();
            int take = group.next((int) Math.min(groupRows, Math.min(most, bounds.rows())), values);
            long[] numbers = new long[take];
            Arrays.setAll(numbers, i -> number + i);
            groupRows -= take;
            number += take;
            seen += take;
            return new Rows(numbers, values);
        } catch (IOException | RuntimeException e) {
            throw failed("the Parquet file cannot be decoded", e);
        }
    }

    private @Nullable ParquetGroup nextGroup() throws IOException {
        memory.clear();
        passGroups();
        ahead.pollFirst();
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null) {
            return null;
        }
        Map<Field, ParquetPages> wanted = new LinkedHashMap<>();
        for (ColumnDescriptor column : columns) {
            wanted.put(
                    ParquetFields.field(column),
                    new ParquetPages(column, pages.getPageReader(column), writer, memory));
        }
        ParquetGroup next = new ParquetGroup(wanted, bounds.textBytes());
        next.skip(toSkip);
        groupRows = pages.getRowCount() - toSkip;
        pass(toSkip);
        return next;
    }

    @Override
    public double share() {
        return rows == 0 ? 1 : (double) seen / rows;
    }

    @Override
    public void close() throws IOException {
        try (memory) {
            file.close();
        }
    }
}
