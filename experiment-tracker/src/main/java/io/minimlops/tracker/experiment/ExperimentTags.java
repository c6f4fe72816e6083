package io.minimlops.tracker.experiment;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The tags of experiments.
@ApplicationScoped
class ExperimentTags {

    private static final int VALUE = 5000;

    private final Database database;

    ExperimentTags(Database database) {
        this.database = database;
    }

    void set(long experimentId, Tag tag) {
        Names.key("key", tag.key());
        Names.atMost(VALUE, "value", tag.value());
        database.update(
                Sql.of(
                        "insert into experiment_tag (experiment_id, key, value) values (?, ?, ?)"
                                + " on conflict (experiment_id, key) do update set value = excluded.value",
                        experimentId,
                        tag.key(),
                        tag.value()));
    }

    boolean delete(long experimentId, String key) {
        return database.update(
                        Sql.of(
                                "delete from experiment_tag where experiment_id = ? and key = ?",
                                experimentId,
                                key))
                > 0;
    }

    List<Tag> of(long experimentId) {
        return of(List.of(experimentId)).getOrDefault(experimentId, List.of());
    }

    Map<Long, List<Tag>> of(Collection<Long> experimentIds) {
        record Owned(long owner, Tag tag) {}
        return database
                .query(
                        Sql.of(
                                "select experiment_id, key, value from experiment_tag"
                                        + " where experiment_id = any(?::bigint[]) order by key",
                                (Object) experimentIds.toArray(Long[]::new)),
                        row ->
                                new Owned(
                                        row.getLong(1),
                                        new Tag(row.getString(2), row.getString(3))))
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Owned::owner, Collectors.mapping(Owned::tag, Collectors.toList())));
    }
}
