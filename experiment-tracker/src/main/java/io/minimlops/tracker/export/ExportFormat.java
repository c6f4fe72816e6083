package io.minimlops.tracker.export;

import io.minimlops.tracker.Refusal;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What exported files are written as.
enum ExportFormat {
    CSV("text/csv") {
        @Override
        TableWriter open(List<Column> columns, OutputStream out) throws IOException {
            return new CsvTable(columns, out);
        }
    },
    PARQUET("application/vnd.apache.parquet") {
        @Override
        TableWriter open(List<Column> columns, OutputStream out) throws IOException {
            return new ParquetTable(columns, out);
        }
    };

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    static ExportFormat of(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "", "csv" -> CSV;
            case "parquet" -> PARQUET;
            default ->
                    throw new Refusal.Invalid(
                            "'format' is '" + word + "'; expected 'csv' or 'parquet'");
        };
    }

    abstract TableWriter open(List<Column> columns, OutputStream out) throws IOException;

    /// @param name of the file, without what tells its format
    Response answer(String name, Table table) {
        StreamingOutput file = out -> write(table, out);
        String fileName = name + "." + name().toLowerCase(Locale.ROOT);
        return Response.ok(file)
                .type(mediaType)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + fileName + "\"")
                .build();
    }

    /// Not closed when a row cannot be read: a file that breaks off must not look whole.
    private void write(Table table, OutputStream out) throws IOException {
        TableWriter writer = open(table.columns(), out);
        table.writeTo(writer);
        writer.close();
    }
}
