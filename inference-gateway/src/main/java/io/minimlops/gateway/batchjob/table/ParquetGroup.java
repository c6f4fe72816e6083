package io.minimlops.gateway.batchjob.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;

/// The wanted columns of a row group, from front to back: those of numbers one after the other,
/// those of texts side by side, because it is texts that decide how many rows make an answer.
final class ParquetGroup {

    private final Map<String, ParquetColumn> numbers = new LinkedHashMap<>();
    private final List<String> textNames = new ArrayList<>();
    private final List<ParquetPages> texts = new ArrayList<>();
    private final TextRows textRows;
    private final byte[][] row;

    /// @param columns by what they are, each at its first row
    /// @param textBytes of an answer, at most
    ParquetGroup(Map<Field, ParquetPages> columns, long textBytes) {
        columns.forEach(
                (field, pages) -> {
                    if (field.kind() == Field.Kind.BYTES) {
                        textNames.add(field.name());
                        texts.add(pages);
                    } else {
                        numbers.put(field.name(), new ParquetColumn(pages, field.kind()));
                    }
                });
        this.textRows = new TextRows(texts.size(), textBytes);
        this.row = new byte[texts.size()][];
    }

    void skip(long rows) {
        texts.forEach(pages -> pages.skip(rows));
        numbers.values().forEach(column -> column.pages().skip(rows));
    }

    /// The next rows, at most so many.
    ///
    /// @param into gets the columns
    /// @return how many rows they have, at least one
    int next(int most, Map<String, Column> into) throws IOException {
        int rows = texts.isEmpty() ? most : nextTexts(most, into);
        numbers.forEach((name, column) -> into.put(name, column.next(rows)));
        return rows;
    }

    private int nextTexts(int most, Map<String, Column> into) throws IOException {
        TextRows.Gathered gathered = textRows.next(most, this::row);
        for (int c = 0; c < texts.size(); c++) {
            into.put(textNames.get(c), gathered.columns().get(c));
        }
        return gathered.rows();
    }

    private byte[][] row() {
        long bytes = 0;
        for (int c = 0; c < row.length; c++) {
            ValuesReader value = texts.get(c).next();
            row[c] = TextRows.NONE;
            if (value != null) {
                Binary text = value.readBytes();
                bytes += text.length();
                textRows.check(bytes);
                row[c] = text.getBytes();
            }
        }
        return row;
    }
}
