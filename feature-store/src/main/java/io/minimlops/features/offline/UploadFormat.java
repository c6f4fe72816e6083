package io.minimlops.features.offline;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What an uploaded file may be.
enum UploadFormat {
    PARQUET("application/vnd.apache.parquet") {
        @Override
        String relation(Path file) {
            return "(SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS %s FROM %s)"
                    .formatted(ROW, reader(file));
        }

        @Override
        String reader(Path file) {
            return "read_parquet(%s, file_row_number = true)".formatted(Sql.text(file.toString()));
        }
    },
    /// With a header line; every column is read as text and cast later, so that a wrong value can
    /// be named.
    CSV("text/csv") {
        @Override
        String relation(Path file) {
            return "(SELECT *, row_number() OVER () AS %s FROM %s)".formatted(ROW, reader(file));
        }

        @Override
        String reader(Path file) {
            return """
            read_csv(%s, header = true, all_varchar = true, delim = ',', quote = '"', \
            escape = '"', allow_quoted_nulls = false, strict_mode = true)"""
                    .formatted(Sql.text(file.toString()));
        }
    };

    /// The column that numbers the rows, from 1.
    static final String ROW = "__row";

    private final String mediaType;

    UploadFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    static UploadFormat of(@Nullable String contentType) {
        String bare = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        for (UploadFormat format : values()) {
            if (format.mediaType.equalsIgnoreCase(bare)) {
                return format;
            }
        }
        throw new ProblemException(
                new Problem.UnsupportedMediaType(
                        "'%s' cannot be read; application/vnd.apache.parquet and text/csv can"
                                .formatted(bare)));
    }

    /// The file's rows, numbered.
    abstract String relation(Path file);

    /// The file as DuckDB reads it.
    abstract String reader(Path file);
}
