package io.minimlops.features.offline;

import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.ValueType;
import io.minimlops.features.offline.DuckJob.EngineFailure;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether a file may be appended to a source: its columns are the source's, and every value fits.
final class UploadCheck {

    /// File types that fit a column without loss.
    private static final Map<ValueType, Set<String>> FITTING =
            Map.of(
                    ValueType.STRING,
                    Set.of("VARCHAR"),
                    ValueType.INT32,
                    Set.of("TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT"),
                    ValueType.INT64,
                    Set.of(
                            "TINYINT",
                            "SMALLINT",
                            "INTEGER",
                            "BIGINT",
                            "UTINYINT",
                            "USMALLINT",
                            "UINTEGER"),
                    ValueType.FLOAT,
                    Set.of("FLOAT", "TINYINT", "SMALLINT"),
                    ValueType.DOUBLE,
                    Set.of("DOUBLE", "FLOAT", "TINYINT", "SMALLINT", "INTEGER"),
                    ValueType.BOOL,
                    Set.of("BOOLEAN"),
                    ValueType.UNIX_TIMESTAMP,
                    Set.of(
                            "TIMESTAMP",
                            "TIMESTAMP WITH TIME ZONE",
                            "TIMESTAMP_NS",
                            "TIMESTAMP_MS",
                            "TIMESTAMP_S"));

    private final DuckJob job;
    private final Source source;
    private final UploadFormat format;

    UploadCheck(DuckJob job, Source source, UploadFormat format) {
        this.job = job;
        this.source = source;
        this.format = format;
    }

    /// @throws ProblemException 422 naming columns, or row and column
    void check(Path file) {
        columns(file);
        values(file);
    }

    private void columns(Path file) {
        Map<String, String> found = new LinkedHashMap<>();
        try {
            job.forEach(
                    "DESCRIBE SELECT * FROM " + format.reader(file),
                    row -> found.put(row.getString(1), row.getString(2)));
        } catch (EngineFailure e) {
            throw unreadable(e, file);
        }
        found.remove("file_row_number");
        List<Violation> violations = new ArrayList<>();
        source.allColumns()
                .forEach(
                        (name, type) -> {
                            String actual = found.remove(name);
                            if (actual == null) {
                                violations.add(new Violation(name, "column is missing"));
                            } else if (format == UploadFormat.PARQUET && !fits(type, actual)) {
                                violations.add(
                                        new Violation(
                                                name,
                                                "column is %s in the file, the source says %s"
                                                        .formatted(actual, type)));
                            }
                        });
        found.keySet()
                .forEach(name -> violations.add(new Violation(name, "column is not the source's")));
        refuse(violations);
    }

    private static boolean fits(ValueType type, String actual) {
        return FITTING.getOrDefault(type, Set.of()).contains(actual);
    }

    /// One pass over the file finds the first row that breaks each rule.
    private void values(Path file) {
        Map<String, String> rules = rules();
        List<String> firsts = new ArrayList<>();
        rules.keySet()
                .forEach(
                        condition ->
                                firsts.add(
                                        "min(%s) FILTER (WHERE %s)"
                                                .formatted(UploadFormat.ROW, condition)));
        String sql = "SELECT %s FROM %s".formatted(Sql.list(firsts), format.relation(file));
        List<Violation> violations = new ArrayList<>();
        List<String> messages = List.copyOf(rules.values());
        try {
            job.forEach(
                    sql,
                    row -> {
                        for (int i = 0; i < messages.size(); i++) {
                            long first = row.getLong(i + 1);
                            if (first > 0) {
                                String[] message = messages.get(i).split(": ", 2);
                                violations.add(
                                        new Violation(
                                                "row %d, column %s".formatted(first, message[0]),
                                                message[1]));
                            }
                        }
                    });
        } catch (EngineFailure e) {
            throw unreadable(e, file);
        }
        refuse(violations);
    }

    /// SQL condition of a bad row → `column: what is wrong`.
    private Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        source.allColumns()
                .forEach(
                        (name, type) -> {
                            String column = Sql.name(name);
                            String cast = "TRY_CAST(%s AS %s)".formatted(column, type.sqlType());
                            if (name.equals(source.timestampField())) {
                                rules.put(column + " IS NULL", name + ": has no time");
                            }
                            rules.put(
                                    "%s IS NOT NULL AND %s IS NULL".formatted(column, cast),
                                    name + ": is not " + type);
                            if (type == ValueType.UNIX_TIMESTAMP) {
                                rules.put(
                                        "NOT (%s BETWEEN '0001-01-01'::TIMESTAMPTZ".formatted(cast)
                                                + " AND '9999-12-31'::TIMESTAMPTZ)",
                                        name + ": is not between the years 1 and 9999");
                            }
                        });
        return rules;
    }

    private void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new ProblemException(
                    new Problem.Invalid(
                            "the file does not fit source '%s'; nothing was written"
                                    .formatted(source.name()),
                            violations));
        }
    }

    private ProblemException unreadable(EngineFailure failure, Path file) {
        String reason =
                failure.reason().lines().findFirst().orElse("").replace(file.toString(), "file");
        return new ProblemException(
                new Problem.Invalid("the body cannot be read as %s: %s".formatted(format, reason)),
                failure);
    }
}
