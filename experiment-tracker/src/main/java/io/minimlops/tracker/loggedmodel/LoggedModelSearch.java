package io.minimlops.tracker.loggedmodel;

import io.minimlops.tracker.loggedmodel.LoggedModelQuery.Order;
import io.minimlops.tracker.search.Condition;
import io.minimlops.tracker.search.Ordering;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Keyset;
import io.minimlops.tracker.sql.Page;
import io.minimlops.tracker.sql.PageToken;
import io.minimlops.tracker.sql.SortKey;
import io.minimlops.tracker.sql.SortKey.Type;
import io.minimlops.tracker.sql.Sql;
import io.minimlops.tracker.sql.Where;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// Finds logged models: one query for the page, three for what belongs to the models on it.
@ApplicationScoped
public class LoggedModelSearch {

    private final Database database;
    private final LoggedModelRows rows;

    LoggedModelSearch(Database database, LoggedModelRows rows) {
        this.database = database;
        this.rows = rows;
    }

    public Page<LoggedModelView> find(LoggedModelQuery query) {
        Sql joins = new Sql();
        Keyset keyset = keyset(query.orderBy(), joins);
        List<String> after =
                PageToken.read(query.identity(), query.pageToken(), keyset.keys().size());
        record Found(LoggedModelView model, List<String> keys) {}
        Page<Found> page =
                Page.of(
                        database.search(
                                statement(query, keyset, joins, after),
                                row -> new Found(LoggedModelRows.model(row), keyset.read(row))),
                        query.maxResults(),
                        last -> PageToken.write(query.identity(), last.keys()));
        return page.with(rows.complete(page.rows().stream().map(Found::model).toList()));
    }

    private static Sql statement(
            LoggedModelQuery query, Keyset keyset, Sql joins, List<String> after) {
        Condition filter = query.language().parse(query.filter());
        Sql sql =
                Sql.of("select * from (select m.*" + keyset.selected() + " from logged_model m")
                        .add(joins)
                        .add(
                                " where m.deleted_time is null and m.experiment_id = any(?::bigint[])",
                                (Object) query.experimentIds().toArray(Long[]::new));
        sql.add(" and ")
                .add(Where.of(filter, one -> LoggedModelConditions.of(one, query.datasets())));
        boolean measured = filter.comparisons().anyMatch(c -> "metrics".equals(c.field().entity()));
        if (!query.datasets().isEmpty() && !measured) {
            sql.add(" and exists (select from logged_model_metric c where c.model_id = m.model_id")
                    .add(LoggedModelConditions.on(query.datasets()))
                    .add(")");
        }
        return sql.add(") page where ")
                .add(keyset.after(after))
                .add(" " + keyset.ordered() + " limit ?", query.maxResults() + 1);
    }

    private static Keyset keyset(List<Order> orders, Sql joins) {
        List<SortKey> keys = new ArrayList<>();
        for (Order order : orders) {
            keys.addAll(keys(order, "o" + keys.size(), joins));
        }
        keys.add(new SortKey("m.creation_time", false, Type.NUMBER));
        keys.add(new SortKey("m.model_id", true, Type.TEXT));
        return new Keyset(keys);
    }

    private static List<SortKey> keys(Order order, String alias, Sql joins) {
        Ordering ordering = Ordering.parse(order.field());
        String key = ordering.field().key();
        if ("metrics".equals(ordering.field().entity())) {
            joins.add(" left join lateral (" + LoggedModelConditions.CURRENT, key)
                    .add(
                            LoggedModelConditions.on(
                                    order.dataset() == null ? List.of() : List.of(order.dataset())))
                    .add(LoggedModelConditions.NEWEST + ") " + alias + " on true");
            return optional("nullif(" + alias + ".value, 'NaN')", "0", order, Type.FLOAT);
        }
        String column = LoggedModelConditions.column(key);
        return LoggedModelConditions.isTime(column)
                ? List.of(new SortKey(column, order.ascending(), Type.NUMBER))
                : optional(column + "::text", "''", order, Type.TEXT);
    }

    private static List<SortKey> optional(
            String expression, String instead, Order order, Type type) {
        return List.of(
                new SortKey(
                        "case when " + expression + " is null then 1 else 0 end",
                        true,
                        Type.NUMBER),
                new SortKey(
                        "coalesce(" + expression + ", " + instead + ")", order.ascending(), type));
    }
}
