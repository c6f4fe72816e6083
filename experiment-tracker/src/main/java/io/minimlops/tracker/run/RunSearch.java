package io.minimlops.tracker.run;

import io.minimlops.tracker.Stage;
import io.minimlops.tracker.run.RunContents.Listed;
import io.minimlops.tracker.search.Condition;
import io.minimlops.tracker.search.Ordering;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Keyset;
import io.minimlops.tracker.sql.Page;
import io.minimlops.tracker.sql.PageToken;
import io.minimlops.tracker.sql.Sql;
import io.minimlops.tracker.sql.Where;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Finds runs: one query for the page, at most two for what was logged to the runs on it.
///
/// Each experiment is entered through its own index range and yields at most a page; conditions are
/// probes, not joins.
@ApplicationScoped
public class RunSearch {

    private final Database database;
    private final RunContents contents;

    RunSearch(Database database, RunContents contents) {
        this.database = database;
        this.contents = contents;
    }

    public Page<TrackedRun> find(RunQuery query) {
        RunOrder order = RunOrder.of(query.orderBy().stream().map(Ordering::parse).toList());
        Condition filter = query.language().parse(query.filter());
        List<String> after =
                PageToken.read(query.identity(), query.pageToken(), order.keyset().keys().size());
        Sql statement = statement(query, order, filter, after);
        if (query.experimentIds().isEmpty()) {
            return Page.empty();
        }
        record Found(Listed listed, List<String> keys) {}
        Page<Found> page =
                Page.of(
                        database.search(
                                statement, row -> new Found(listed(row), order.keyset().read(row))),
                        query.maxResults(),
                        last -> PageToken.write(query.identity(), last.keys()));
        return page.with(
                contents.of(page.rows().stream().map(Found::listed).toList(), query.parts()));
    }

    private static Sql statement(
            RunQuery query, RunOrder order, Condition filter, List<String> after) {
        Keyset keyset = order.keyset();
        Sql sql =
                Sql.of(
                                "select page.* from unnest(?::bigint[]) as e (id) cross join lateral"
                                        + " (select * from (select r.*"
                                        + keyset.selected()
                                        + " from run r",
                                (Object)
                                        query.experimentIds().stream()
                                                .distinct()
                                                .toArray(Long[]::new))
                        .add(order.joins())
                        .add(
                                " where r.experiment_id = e.id and r.lifecycle_stage = any(?::text[])",
                                (Object)
                                        query.stages().stream()
                                                .map(Stage::word)
                                                .toArray(String[]::new));
        return sql.add(" and ")
                .add(Where.of(filter, RunCondition::of))
                .add(") one where ")
                .add(keyset.after(after))
                .add(" " + keyset.ordered() + " limit ?) page ", query.maxResults() + 1)
                .add(keyset.ordered() + " limit ?", query.maxResults() + 1);
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getLong("seq"),
                new RunView(
                        row.getString("run_id"),
                        row.getLong("experiment_id"),
                        row.getString("name"),
                        row.getString("user_id"),
                        RunStatus.valueOf(row.getString("status")),
                        Stage.of(row.getString("lifecycle_stage")),
                        row.getLong("start_time"),
                        row.getObject("end_time", Long.class),
                        row.getString("artifact_uri")));
    }
}
