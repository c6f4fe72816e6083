package io.minimlops.tracker.run;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Tags of runs. The run's name is one of them, and the two always agree.
@ApplicationScoped
class RunTags {

    static final String NAME = "mlflow.runName";

    private final Database database;

    RunTags(Database database) {
        this.database = database;
    }

    /// Of two tags with one key the later one counts.
    void set(long runSeq, List<Tag> tags) {
        set(tags.stream().map(tag -> new Owned(runSeq, tag)).toList());
    }

    void set(List<Owned> tags) {
        if (tags.isEmpty()) {
            return;
        }
        SortedSet<Owned> last = new TreeSet<>(Owned.BY_KEY);
        tags.reversed().forEach(last::add);
        write(last);
        last.stream()
                .filter(tag -> tag.tag().key().equals(NAME))
                .forEach(
                        tag ->
                                database.update(
                                        Sql.of(
                                                "update run set name = ? where seq = ?",
                                                tag.tag().value(),
                                                tag.runSeq())));
    }

    private void write(Collection<Owned> tags) {
        database.update(
                Sql.of(
                        "insert into run_tag (run_seq, key, value)"
                                + " select * from unnest(?::bigint[], ?::text[], ?::text[])"
                                + " on conflict (run_seq, key) do update set value = excluded.value",
                        tags.stream().mapToLong(Owned::runSeq).toArray(),
                        tags.stream().map(owned -> owned.tag().key()).toArray(String[]::new),
                        tags.stream().map(owned -> owned.tag().value()).toArray(String[]::new)));
    }

    Optional<String> get(long runSeq, String key) {
        return database.first(
                Sql.of("select value from run_tag where run_seq = ? and key = ?", runSeq, key),
                row -> row.getString(1));
    }

    void delete(RunAccess.Open run, String key) {
        int deleted =
                database.update(
                        Sql.of(
                                "delete from run_tag where run_seq = ? and key = ?",
                                run.seq(),
                                key));
        if (deleted == 0) {
            throw new Refusal.NotFound(
                    "No tag with name: " + key + " in run with id " + run.runId());
        }
    }

    static Tag checked(String place, Tag tag) {
        return new Tag(
                Names.key(place, tag.key()),
                Names.truncated(Names.RUN_TAG_VALUE, "value", tag.value()));
    }

    /// A tag and the row of its run.
    record Owned(long runSeq, Tag tag) {
        private static final Comparator<Owned> BY_KEY =
                Comparator.comparingLong(Owned::runSeq).thenComparing(owned -> owned.tag().key());
    }
}
