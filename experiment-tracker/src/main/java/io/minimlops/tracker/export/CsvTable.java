package io.minimlops.tracker.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// RFC 4180 in UTF-8. What is missing is nothing at all, an empty text is `""`; numbers are
/// written so that reading them gives the same number; times are RFC 3339.
final class CsvTable implements TableWriter {

    private final List<Column> columns;
    private final Writer out;

    CsvTable(List<Column> columns, OutputStream out) throws IOException {
        this.columns = columns;
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        line(columns.stream().map(column -> quoted(column.name())).toList());
    }

    @Override
    public void row(List<? extends @Nullable Object> values) throws IOException {
        String separator = "";
        for (int i = 0; i < columns.size(); i++) {
            out.write(separator);
            out.write(cell(columns.get(i), values.get(i)));
            separator = ",";
        }
        out.write("\r\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void line(List<String> cells) throws IOException {
        out.write(String.join(",", cells));
        out.write("\r\n");
    }

    private static String cell(Column column, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        return switch (column.type()) {
            case TEXT -> quoted(value.toString());
            case WHOLE, DECIMAL -> value.toString();
            case TIME -> Instant.ofEpochMilli((Long) value).toString();
        };
    }

    private static String quoted(String text) {
        boolean isPlain =
                !text.isEmpty()
                        && text.chars()
                                .noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
