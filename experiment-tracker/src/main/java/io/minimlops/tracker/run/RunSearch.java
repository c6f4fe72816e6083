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
import java.util.ArrayList;
import java.util.List;

/// Finds runs: one query for the page, at most two for what was logged to the runs on it.
///
/// Each experiment is entered through the index of what the runs are ordered by and yields at most
/// a page; conditions are probes, unless PostgreSQL finds one that leaves less to read. A page may
/// reach from one stretch of the order into the next.
@ApplicationScoped
public class RunSearch {

    /// Runs whose contents are in memory at the same time.
    private static final int AT_A_TIME = 500;

    private final Database database;
    private final RunContents contents;

    RunSearch(Database database, RunContents contents) {
        this.database = database;
        this.contents = contents;
    }

    /// The runs' contents are fetched as the page is read.
    public Page<TrackedRun> find(RunQuery query) {
        List<Stretch> order = RunOrder.of(query.orderBy().stream().map(Ordering::parse).toList());
        Condition filter = query.language().parse(query.filter());
        Sql where = Where.of(filter, RunCondition::of);
        Place place = Place.read(query, order);
        if (query.experimentIds().isEmpty()) {
            return Page.empty();
        }
        List<Found> found = new ArrayList<>();
        for (int i = place.stretch(); i < order.size() && found.size() <= query.maxResults(); i++) {
            Place next = i == place.stretch() ? place : new Place(i, List.of());
            int room = query.maxResults() + 1 - found.size();
            order.get(i)
                    .narrowed(filter)
                    .map(stretch -> read(query, stretch, where, next, room))
                    .ifPresent(found::addAll);
        }
        return page(query, found);
    }

    private List<Found> read(RunQuery query, Stretch stretch, Sql where, Place place, int size) {
        return database.search(
                statement(query, stretch, where, place.after(), size),
                row ->
                        new Found(
                                listed(row),
                                new Place(place.stretch(), stretch.keyset().read(row))));
    }

    private Page<TrackedRun> page(RunQuery query, List<Found> found) {
        Page<Found> page = Page.of(found, query.maxResults(), last -> last.place().token(query));
        List<Listed> listed = page.rows().stream().map(Found::listed).toList();
        return page.with(
                new FetchedInTurn<>(listed, AT_A_TIME, some -> contents.of(some, query.parts())));
    }

    private static Sql statement(
            RunQuery query, Stretch stretch, Sql where, List<String> after, int size) {
        Keyset keyset = stretch.keyset();
        Long[] experiments = query.experimentIds().stream().distinct().toArray(Long[]::new);
        String[] stages = query.stages().stream().map(Stage::word).toArray(String[]::new);
        return Sql.of("select page.* from unnest(?::bigint[]) as e (id)", (Object) experiments)
                .add(" cross join lateral (select * from (select r.*" + keyset.selected())
                .add(" from ")
                .add(stretch.from())
                .add(" where ")
                .add(stretch.holds())
                .add(" and r.lifecycle_stage = any(?::text[])", (Object) stages)
                .add(" and ")
                .add(where)
                .add(") one where ")
                .add(keyset.after(after))
                .add(" " + keyset.ordered() + " limit ?) page ", size)
                .add(keyset.ordered() + " limit ?", size);
    }

    private record Found(Listed listed, Place place) {}

    /// Where a page begins: in a stretch, after a run's keys.
    private record Place(int stretch, List<String> after) {

        static Place read(RunQuery query, List<Stretch> order) {
            List<String> token = PageToken.read(query.identity(), query.pageToken());
            if (token.isEmpty()) {
                return new Place(0, token);
            }
            for (int i = 0; i < order.size(); i++) {
                if (token.getFirst().equals(String.valueOf(i))
                        && token.size() == order.get(i).keyset().keys().size() + 1) {
                    return new Place(i, token.subList(1, token.size()));
                }
            }
            throw PageToken.ofAnotherSearch();
        }

        String token(RunQuery query) {
            List<String> token = new ArrayList<>(List.of(String.valueOf(stretch)));
            token.addAll(after);
            return PageToken.write(query.identity(), token);
        }
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
