package io.minimlops.tracker.run;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minimlops.problem.Outage;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.run.GroupCommit.Entry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Writes of concurrent clients, committed together. Each is kept whole or refused whole, on its
/// own: a deleted run spoils nobody else's points.
///
/// Writes to one run always go the same way, so that no two commits wait for each other's rows.
@ApplicationScoped
class LogGroup {

    /// While one commit waits for the disk, the next one is being written.
    private static final int LANES = 2;

    /// Points, parameters and tags of one commit.
    private static final int ITEMS = 4000;

    private final LogWriter writer;
    private final DistributionSummary calls;
    private final Timer wait;
    private final List<GroupCommit<LogWrite>> lanes =
            Stream.generate(
                            () ->
                                    new GroupCommit<LogWrite>(
                                            ITEMS, write -> write.batch().size(), this::commit))
                    .limit(LANES)
                    .toList();

    LogGroup(LogWriter writer, MeterRegistry meters) {
        this.writer = writer;
        this.calls =
                DistributionSummary.builder("tracker.commit.calls")
                        .description("Calls that log to runs, in one commit")
                        .register(meters);
        this.wait =
                Timer.builder("tracker.commit.wait")
                        .description("How long such a call waits until its commit is durable")
                        .register(meters);
    }

    /// Returns when the write is durable.
    void log(LogWrite write) {
        wait.record(() -> lanes.get(Math.floorMod(write.runId().hashCode(), LANES)).add(write));
    }

    private void commit(List<Entry<LogWrite>> entries) {
        calls.record(entries.size());
        try {
            commitTogether(entries);
        } catch (RuntimeException e) {
            if (entries.size() == 1 || Outage.behind(e).isPresent()) {
                throw e;
            }
            entries.forEach(this::commitAlone);
        }
    }

    private void commitTogether(List<Entry<LogWrite>> entries) {
        List<LogWrite> writes = entries.stream().map(Entry::item).toList();
        Map<LogWrite, Refusal> refused =
                QuarkusTransaction.requiringNew().call(() -> writer.write(writes));
        for (Entry<LogWrite> entry : entries) {
            Refusal refusal = refused.get(entry.item());
            if (refusal != null) {
                entry.refuse(refusal);
            }
        }
    }

    private void commitAlone(Entry<LogWrite> entry) {
        try {
            commitTogether(List.of(entry));
        } catch (RuntimeException e) {
            entry.refuse(e);
        }
    }
}
