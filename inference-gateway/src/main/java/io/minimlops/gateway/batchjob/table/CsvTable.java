package io.minimlops.gateway.batchjob.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A CSV file (RFC 4180, UTF-8) with a header line. Every column is text; an empty field has no
/// value.
public final class CsvTable implements Table {

    /// Of a line, as the reader has it by itself.
    private static final int MOST_CHARACTERS = 16 << 20;

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final Counted bytes;
    private final long size;
    private final List<String> columns;
    private final int[] places;
    private final int width;
    private final AnswerBounds bounds;
    private final TextRows rows;
    private long skipped;
    private long number;

    /// @param size bytes of the whole file
    /// @param columns that are wanted
    /// @param skip rows not to be returned
    /// @param firstNumber of the file's first row in the whole input
    public CsvTable(
            InputStream content, long size, List<String> columns, long skip, long firstNumber)
            throws IOException {
        this.bytes = new Counted(content);
        this.size = size;
        this.bounds = AnswerBounds.of(columns.size());
        this.rows = new TextRows(columns.size(), bounds.textBytes());
        this.reader = reader(bytes, bounds);
        this.records = reader.iterator();
        List<String> header = header(records);
        this.columns = List.copyOf(columns);
        this.places = columns.stream().mapToInt(header::indexOf).toArray();
        this.width = header.size();
        if (!header.containsAll(columns)) {
            throw new MalformedTable(
                    "the CSV header has %s, expected %s among them".formatted(header, columns));
        }
        try {
            while (skipped < skip && records.hasNext()) {
                records.next();
                skipped++;
            }
            this.number = firstNumber + skipped;
        } catch (CsvParseException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    /// Rows that were passed over; fewer than wanted when the file has fewer.
    public long skipped() {
        return skipped;
    }

    /// @throws MalformedTable when there is no header or it names a column twice
    public static List<Field> fields(InputStream content) throws IOException {
        return header(reader(content, AnswerBounds.of(1)).iterator()).stream()
                .map(Field::text)
                .toList();
    }

    private static CsvReader<CsvRecord> reader(InputStream content, AnswerBounds bounds) {
        int most = (int) Math.min(MOST_CHARACTERS, bounds.textBytes());
        return CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .detectBomHeader(true)
                .maxBufferSize(most)
                .build(
                        CsvRecordHandler.builder().maxFieldSize(most).maxRecordSize(most).build(),
                        content,
                        UTF_8);
    }

    private static List<String> header(Iterator<CsvRecord> records) throws IOException {
        try {
            if (!records.hasNext()) {
                throw new MalformedTable("the CSV file has no header line");
            }
            List<String> header = records.next().getFields();
            if (new TreeSet<>(header).size() < header.size()) {
                throw new MalformedTable("the CSV header names a column twice: " + header);
            }
            return header;
        } catch (CsvParseException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    @Override
    public @Nullable Rows next(int most) throws IOException {
        TextRows.Gathered read = rows.next(Math.min(most, bounds.rows()), this::row);
        if (read.rows() == 0) {
            return null;
        }
        Map<String, Column> all = new LinkedHashMap<>();
        for (int c = 0; c < places.length; c++) {
            all.put(columns.get(c), read.columns().get(c));
        }
        long[] numbers = new long[read.rows()];
        Arrays.setAll(numbers, i -> number + i);
        number += numbers.length;
        return new Rows(numbers, all);
    }

    private byte @Nullable [][] row() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            byte[][] row = new byte[places.length][];
            for (int c = 0; c < row.length; c++) {
                // A line of another width tells nothing about any column.
                String text = record.getFieldCount() == width ? record.getField(places[c]) : "";
                row[c] = text.isEmpty() ? TextRows.NONE : text.getBytes(UTF_8);
            }
            return row;
        } catch (CsvParseException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private static IOException failed(RuntimeException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof IOException broken
                && !(cause instanceof java.io.CharConversionException)) {
            return broken;
        }
        throw new MalformedTable("the CSV file cannot be read: " + failure.getMessage(), failure);
    }

    @Override
    public double share() {
        return size == 0 ? 1 : Math.min(1, (double) bytes.read / size);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static final class Counted extends FilterInputStream {
        private long read;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            read += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            read += Math.max(0, count);
            return count;
        }
    }
}
