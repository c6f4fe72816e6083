package io.minimlops.orchestrator.run;

import io.minimlops.orchestrator.sql.Row;
import io.minimlops.orchestrator.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Hands out steps under leases. All times are the database's, so that clocks need not agree.
@ApplicationScoped
@Transactional
public class StepQueue {

    /// Channel of `LISTEN` and `NOTIFY`: there may be work, or something to stop.
    public static final String CHANNEL = "orchestrator_steps";

    private static final String CLAIM =
            """
            with free as (
                select greatest(0, ? - count(*)) as slots from step
                where status = 'RUNNING' and worker = ? and lease_until > clock_timestamp()),
            next as (
                select run_id, name from step
                where status = 'READY' and available_at <= clock_timestamp()
                order by available_at, run_id, position
                limit (select slots from free)
                for update skip locked)
            update step s
            set status = 'RUNNING', attempts = s.attempts + 1, worker_name = ?, worker = ?,
                token = nextval('fencing_token'), lease_until = clock_timestamp() + ? * interval '1 millisecond',
                started_at = coalesce(s.started_at, clock_timestamp()), error = null
            from next where s.run_id = next.run_id and s.name = next.name
            returning s.run_id, s.name, s.attempts, s.token
            """;

    private final Sql sql;

    StepQueue(Sql sql) {
        this.sql = sql;
    }

    /// A step in one worker's hands.
    ///
    /// @param token fences: once the step was given to another worker, this one's result is refused
    public record Claim(UUID run, String step, int attempt, long token) {}

    /// One process. A restart has the same name and another id.
    public record Worker(String name, String id) {}

    /// Takes as many waiting steps as the worker has slots without a live lease.
    public List<Claim> claim(Worker worker, int slots, Duration lease) {
        List<Claim> claims =
                sql.list(
                        CLAIM,
                        StepQueue::read,
                        slots,
                        worker.id(),
                        worker.name(),
                        worker.id(),
                        lease.toMillis());
        for (Claim claim : claims) {
            sql.update(
                    "insert into attempt (run_id, step, number, token, worker) values (?, ?, ?, ?, ?)",
                    claim.run(),
                    claim.step(),
                    claim.attempt(),
                    claim.token(),
                    worker.id());
            sql.update(
                    """
                    update pipeline_run set status = 'RUNNING', started_at = coalesce(started_at, now())
                    where id = ? and status = 'PENDING'
                    """,
                    claim.run());
        }
        return claims;
    }

    /// Extends leases.
    ///
    /// @return the tokens still held and not asked to stop; work under any other must stop
    public Set<Long> heartbeat(Collection<Long> tokens, Duration lease) {
        Long[] held = tokens.toArray(Long[]::new);
        sql.update(
                """
                update step set lease_until = clock_timestamp() + ? * interval '1 millisecond'
                where status = 'RUNNING' and token = any(?)
                """,
                lease.toMillis(),
                held);
        return new HashSet<>(
                sql.list(
                        """
                        select s.token from step s join pipeline_run r on r.id = s.run_id
                        where s.status = 'RUNNING' and s.token = any(?) and not r.cancel_requested
                        """,
                        row -> row.number("token"),
                        (Object) held));
    }

    /// Steps whose worker went silent.
    public List<Claim> lapsed() {
        return sql.list(
                """
                select run_id, name, attempts, token from step
                where status = 'RUNNING' and (lease_until is null or lease_until <= clock_timestamp())
                """,
                StepQueue::read);
    }

    /// Lets the leases of the worker's dead predecessor lapse now. The caller knows that it is
    /// dead.
    public int lapsePredecessor(Worker worker) {
        return sql.update(
                """
                update step set lease_until = clock_timestamp()
                where status = 'RUNNING' and worker_name = ? and worker <> ?
                """,
                worker.name(),
                worker.id());
    }

    /// Lets the worker's own leases lapse now, and tells the others.
    public void lapseOwn(Worker worker) {
        sql.update(
                "update step set lease_until = clock_timestamp() where status = 'RUNNING' and worker = ?",
                worker.id());
        sql.first("select pg_notify(?, '')", _ -> true, CHANNEL);
    }

    /// How long until a paused step may start or a lease can lapse; empty when nothing waits for
    /// time.
    public Optional<Duration> untilNextEvent() {
        return sql
                .list(
                        """
                        select extract(epoch from due - clock_timestamp()) * 1000 as millis from (
                            select available_at as due from step
                            where status = 'READY' and available_at > clock_timestamp()
                            union all
                            select lease_until from step where status = 'RUNNING' and lease_until is not null) d
                        order by due limit 1
                        """,
                        row -> Duration.ofMillis(Math.max(0, row.number("millis"))))
                .stream()
                .findFirst();
    }

    private static Claim read(Row row) throws SQLException {
        return new Claim(
                row.id("run_id"), row.text("name"), row.integer("attempts"), row.number("token"));
    }
}
