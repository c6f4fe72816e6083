package io.minimlops.features.trainingset;

import io.minimlops.features.definition.Definition.Source;
import io.minimlops.features.definition.DefinitionCatalog;
import io.minimlops.features.offline.DuckEngine;
import io.minimlops.features.offline.DuckJob;
import io.minimlops.features.offline.EventTime;
import io.minimlops.features.offline.OfflineReader;
import io.minimlops.features.offline.OfflineReader.TimeRange;
import io.minimlops.features.offline.Sql;
import io.minimlops.features.offline.TableSnapshot;
import io.minimlops.problem.Problem;
import io.minimlops.problem.Problem.Violation;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many rows a spine would have, and how many of them a label.
@ApplicationScoped
public class SpineStatistics {

    private final DefinitionCatalog definitions;
    private final OfflineReader reader;
    private final DuckEngine engine;

    SpineStatistics(DefinitionCatalog definitions, OfflineReader reader, DuckEngine engine) {
        this.definitions = definitions;
        this.reader = reader;
        this.engine = engine;
    }

    /// @param start first event time, inclusive
    /// @param end last event time, exclusive
    /// @param column whose values are counted
    public record Question(
            @Nullable String source,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable String column) {}

    /// @param labelled rows that have a value in the column
    public record Answer(
            long rows,
            long labelled,
            @Nullable Instant firstEventTime,
            @Nullable Instant lastEventTime) {}

    public Answer answer(Question question) {
        String name = question.source();
        Instant start = question.start();
        Instant end = question.end();
        String column = question.column();
        if (name == null || start == null || end == null || column == null) {
            throw new ProblemException(
                    new Problem.Invalid("source, start, end and column are needed"));
        }
        if (!EventTime.isSane(start) || !EventTime.isSane(end)) {
            throw new ProblemException(new Problem.Invalid(EventTime.RULE));
        }
        Source source = definitions.source(name);
        if (!source.allColumns().containsKey(column)) {
            throw new ProblemException(
                    new Problem.Invalid(
                            "the column does not exist",
                            List.of(new Violation("/column", "source has no such column"))));
        }
        try (DuckJob job = engine.open();
                TableSnapshot rows = reader.current(source, new TimeRange(start, end))) {
            return job.single(
                    sql(source, rows.relation(), column, start, end), SpineStatistics::read);
        }
    }

    private static String sql(
            Source source, String relation, String column, Instant start, Instant end) {
        return """
        SELECT count(*), count(%1$s), epoch_us(min(%2$s)), epoch_us(max(%2$s))
        FROM %3$s WHERE %2$s >= %4$s AND %2$s < %5$s"""
                .formatted(
                        Sql.name(column),
                        Sql.name(source.timestampField()),
                        relation,
                        Sql.time(start),
                        Sql.time(end));
    }

    private static Answer read(ResultSet row) throws SQLException {
        long rows = row.getLong(1);
        return new Answer(
                rows,
                row.getLong(2),
                rows == 0 ? null : Sql.instant(row.getLong(3)),
                rows == 0 ? null : Sql.instant(row.getLong(4)));
    }
}
