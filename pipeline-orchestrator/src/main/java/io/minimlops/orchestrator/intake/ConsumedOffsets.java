package io.minimlops.orchestrator.intake;

import io.minimlops.orchestrator.sql.DatabaseFailure;
import io.minimlops.orchestrator.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// How far each partition was taken in, booked in the transaction of its rows: unlike the group's
/// own offsets it is never ahead of the tables and never behind.
@ApplicationScoped
public class ConsumedOffsets {

    private final Sql sql;

    ConsumedOffsets(Sql sql) {
        this.sql = sql;
    }

    /// Partitions are locked in a fixed order, so that two replicas cannot deadlock here.
    ///
    /// @param next offset of the next record
    void book(Map<TopicPartition, Long> next) {
        next.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .forEach(
                        entry ->
                                sql.update(
                                        """
                                        insert into consumed (topic, part, next_offset) values (?, ?, ?)
                                        on conflict (topic, part) do update
                                        set next_offset = greatest(consumed.next_offset, excluded.next_offset)
                                        """,
                                        entry.getKey().topic(),
                                        entry.getKey().partition(),
                                        entry.getValue()));
    }

    /// Whether every partition was taken in up to an offset.
    public boolean reached(String topic, Map<Integer, Long> ends) {
        Map<Integer, Long> next = new HashMap<>();
        sql.list(
                        "select part, next_offset from consumed where topic = ?",
                        row -> Map.entry(row.integer("part"), row.number("next_offset")),
                        topic)
                .forEach(entry -> next.put(entry.getKey(), entry.getValue()));
        return ends.entrySet().stream()
                .allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /// Whether the database is there.
    boolean answer() {
        try {
            return sql.exists("select 1");
        } catch (DatabaseFailure e) {
            return false;
        }
    }
}
