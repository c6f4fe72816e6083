package io.minimlops.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The SQL of table `outbox`.
///
/// A sequence alone does not order events: of two transactions the later number may commit first.
/// So an insert first takes a lock on its key until commit, and positions of one key are given out
/// in commit order.
final class OutboxTable {

    /// Channel of `LISTEN` and `NOTIFY`.
    static final String CHANNEL = "outbox";

    private static final String INSERT =
            """
            with lane as materialized (
                select pg_advisory_xact_lock(hashtext('outbox'), hashtext(?)))
            insert into outbox (event_id, topic, key, type, source, correlation_id, occurred_at, payload)
            select ?, ?, ?, ?, ?, ?, ?, ? from lane
            """;

    private static final String NEXT =
            """
            select position, event_id, topic, key, type, source, correlation_id, occurred_at, payload
            from outbox order by position limit ?
            """;

    private OutboxTable() {}

    /// Inserts in one round trip. Keys are locked in a fixed order, so that two transactions with
    /// the same keys cannot deadlock here.
    static void insert(Connection connection, Collection<OutboxEvent> events) throws SQLException {
        List<OutboxEvent> ordered =
                events.stream().sorted(Comparator.comparing(OutboxTable::lane)).toList();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (OutboxEvent event : ordered) {
                bind(insert, event);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String lane(OutboxEvent event) {
        return event.topic() + '/' + event.key();
    }

    private static void bind(PreparedStatement insert, OutboxEvent event) throws SQLException {
        insert.setString(1, lane(event));
        insert.setString(2, event.id());
        insert.setString(3, event.topic());
        insert.setString(4, event.key());
        insert.setString(5, event.type());
        insert.setString(6, event.source());
        insert.setString(7, event.correlationId());
        insert.setTimestamp(8, Timestamp.from(event.time()));
        insert.setBytes(9, event.payload());
    }

    static List<PendingEvent> next(Connection connection, int limit) throws SQLException {
        try (PreparedStatement next = connection.prepareStatement(NEXT)) {
            next.setInt(1, limit);
            List<PendingEvent> pending = new ArrayList<>();
            try (ResultSet row = next.executeQuery()) {
                while (row.next()) {
                    pending.add(read(row));
                }
            }
            return pending;
        }
    }

    private static PendingEvent read(ResultSet row) throws SQLException {
        return new PendingEvent(
                row.getLong("position"),
                new OutboxEvent(
                        row.getString("event_id"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getString("type"),
                        row.getString("source"),
                        row.getString("correlation_id"),
                        row.getTimestamp("occurred_at").toInstant(),
                        row.getBytes("payload")));
    }

    static void delete(Connection connection, Collection<Long> positions) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from outbox where position = any(?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
            delete.executeUpdate();
        }
    }

    static Backlog backlog(Connection connection) throws SQLException {
        try (PreparedStatement count =
                        connection.prepareStatement(
                                "select count(*), min(occurred_at) from outbox");
                ResultSet row = count.executeQuery()) {
            row.next();
            Timestamp oldest = row.getTimestamp(2);
            return oldest == null ? Backlog.NONE : new Backlog(row.getLong(1), oldest.toInstant());
        }
    }

    /// What waits.
    ///
    /// @param oldest when the oldest waiting event happened; `Instant.MAX` when nothing waits
    record Backlog(long rows, Instant oldest) {
        static final Backlog NONE = new Backlog(0, Instant.MAX);

        double oldestAgeSeconds(Instant now) {
            return rows == 0
                    ? 0
                    : Math.max(0, (now.toEpochMilli() - oldest.toEpochMilli()) / 1000.0);
        }
    }
}
