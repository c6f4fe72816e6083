package io.minimlops.tracker.experiment;

import io.minimlops.tracker.Stage;
import io.minimlops.tracker.search.Comparison;
import io.minimlops.tracker.search.InvalidSearch;
import io.minimlops.tracker.search.Ordering;
import io.minimlops.tracker.search.Predicate;
import io.minimlops.tracker.sql.Conditions;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Keyset;
import io.minimlops.tracker.sql.Page;
import io.minimlops.tracker.sql.PageToken;
import io.minimlops.tracker.sql.SortKey;
import io.minimlops.tracker.sql.Sql;
import io.minimlops.tracker.sql.Where;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds experiments: one query for the page, one for its tags.
@ApplicationScoped
public class ExperimentSearch {

    private final Database database;
    private final ExperimentTags tags;

    ExperimentSearch(Database database, ExperimentTags tags) {
        this.database = database;
        this.tags = tags;
    }

    public Page<ExperimentView> find(ExperimentQuery query) {
        Keyset keyset = keyset(query.orderBy());
        List<String> after =
                PageToken.read(query.identity(), query.pageToken(), keyset.keys().size());
        record Found(ExperimentView experiment, List<String> keys) {}
        Page<Found> page =
                Page.of(
                        database.search(
                                statement(query, keyset, after),
                                row -> new Found(experiment(row), keyset.read(row))),
                        query.maxResults(),
                        last -> PageToken.write(query.identity(), last.keys()));
        return page.with(withTags(page.rows().stream().map(Found::experiment).toList()));
    }

    private List<ExperimentView> withTags(List<ExperimentView> found) {
        Map<Long, List<io.minimlops.tracker.Tag>> byId =
                tags.of(found.stream().map(ExperimentView::id).toList());
        return found.stream().map(e -> e.with(byId.getOrDefault(e.id(), List.of()))).toList();
    }

    private static Sql statement(ExperimentQuery query, Keyset keyset, List<String> after) {
        Sql sql =
                Sql.of(
                        "select * from (select e.*"
                                + keyset.selected()
                                + " from experiment e"
                                + " where e.lifecycle_stage = any(?::text[])",
                        (Object) query.stages().stream().map(Stage::word).toArray(String[]::new));
        return sql.add(" and ")
                .add(Where.of(query.language().parse(query.filter()), ExperimentSearch::condition))
                .add(") page where ")
                .add(keyset.after(after))
                .add(" " + keyset.ordered() + " limit ?", query.maxResults() + 1);
    }

    private static Sql condition(Comparison comparison) {
        String entity = comparison.field().entity();
        return switch (entity == null ? "attribute" : entity) {
            case "tag", "tags" -> tag(comparison);
            case "attr", "attribute", "attributes" -> attribute(comparison);
            case String other ->
                    throw new InvalidSearch(
                            "Invalid entity type '"
                                    + other
                                    + "'. Valid values are ['tag', 'attribute']");
        };
    }

    private static Sql attribute(Comparison comparison) {
        return switch (comparison.field().key()) {
            case "name" -> Conditions.text("e.name", comparison);
            case "creation_time" -> Conditions.integer("e.creation_time", comparison);
            case "last_update_time" -> Conditions.integer("e.last_update_time", comparison);
            case String other -> throw unknown(other);
        };
    }

    private static Sql tag(Comparison comparison) {
        Sql exists =
                Sql.of(
                        "exists (select from experiment_tag t where t.experiment_id = e.id and t.key = ?",
                        comparison.field().key());
        return comparison.predicate() instanceof Predicate.Absent(boolean negated)
                ? Sql.of(negated ? "" : "not ").add(exists).add(")")
                : exists.add(" and ").add(Conditions.text("t.value", comparison)).add(")");
    }

    private static Keyset keyset(List<String> orderBy) {
        List<SortKey> keys = new ArrayList<>();
        orderBy.stream().map(Ordering::parse).map(ExperimentSearch::sortKey).forEach(keys::add);
        if (keys.isEmpty()) {
            keys.add(new SortKey("e.creation_time", false, SortKey.Type.NUMBER));
            keys.add(new SortKey("e.id", true, SortKey.Type.NUMBER));
        } else if (keys.stream().noneMatch(key -> key.expression().equals("e.id"))) {
            keys.add(new SortKey("e.id", false, SortKey.Type.NUMBER));
        }
        return new Keyset(keys);
    }

    private static SortKey sortKey(Ordering ordering) {
        @Nullable String entity = ordering.field().entity();
        if (entity != null && !entity.startsWith("attr")) {
            throw new InvalidSearch("Experiments cannot be ordered by " + ordering.field());
        }
        boolean ascending = ordering.ascending();
        return switch (ordering.field().key()) {
            case "name" -> new SortKey("e.name", ascending, SortKey.Type.TEXT);
            case "experiment_id" -> new SortKey("e.id", ascending, SortKey.Type.NUMBER);
            case "creation_time" -> new SortKey("e.creation_time", ascending, SortKey.Type.NUMBER);
            case "last_update_time" ->
                    new SortKey("e.last_update_time", ascending, SortKey.Type.NUMBER);
            case String other -> throw unknown(other);
        };
    }

    private static InvalidSearch unknown(String key) {
        return new InvalidSearch(
                "Invalid attribute key '"
                        + key
                        + "' specified. Valid keys are ['name', 'experiment_id', 'creation_time',"
                        + " 'last_update_time']");
    }

    private static ExperimentView experiment(ResultSet row) throws SQLException {
        return new ExperimentView(
                row.getLong("id"),
                row.getString("name"),
                row.getString("artifact_location"),
                Stage.of(row.getString("lifecycle_stage")),
                row.getLong("creation_time"),
                row.getLong("last_update_time"),
                List.of());
    }
}
