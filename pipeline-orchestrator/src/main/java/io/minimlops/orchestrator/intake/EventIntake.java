package io.minimlops.orchestrator.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.EventCodec;
import io.minimlops.events.MalformedEvent;
import io.minimlops.problem.Outage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// Books batches of records.
@ApplicationScoped
public class EventIntake {

    private static final Logger LOG = Logger.getLogger(EventIntake.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int MOST_REFUSALS = 4;

    private final ConsumedOffsets offsets;
    private final MeterRegistry meters;
    private volatile boolean stopping;

    EventIntake(ConsumedOffsets offsets, MeterRegistry meters) {
        this.offsets = offsets;
        this.meters = meters;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /// Returns when the batch is booked, however long the database is away.
    ///
    /// @param book writes what the events mean, in the transaction it is called in
    public void take(
            ConsumerRecords<String, byte[]> records, Consumer<List<Envelope<Event>>> book) {
        List<Envelope<Event>> events = new ArrayList<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            read(record, events);
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        if (!booked(events, next, book)) {
            // One of them cannot be booked: each gets its own transaction, so that it alone is
            // passed over.
            for (Envelope<Event> event : events) {
                if (!booked(List.of(event), Map.of(), book)) {
                    LOG.errorf("passed over: event %s from %s", event.id(), event.source());
                    meters.counter("orchestrator.events.unbookable").increment();
                }
            }
            booked(List.of(), next, book);
        }
    }

    /// @return false when they were refused again and again although the database was there
    private boolean booked(
            List<Envelope<Event>> events,
            Map<TopicPartition, Long> next,
            Consumer<List<Envelope<Event>>> book) {
        int refusals = 0;
        while (refusals < MOST_REFUSALS) {
            try {
                QuarkusTransaction.requiringNew()
                        .run(
                                () -> {
                                    book.accept(events);
                                    offsets.book(next);
                                });
                return true;
            } catch (RuntimeException e) {
                // A commit that an outage cut off does not always say so: ask.
                boolean away = Outage.behind(e).isPresent() || !offsets.answer();
                refusals += away ? 0 : 1;
                LOG.warnf(e, "%d events not booked yet", events.size());
                pause(e);
            }
        }
        return false;
    }

    private void read(ConsumerRecord<String, byte[]> record, List<Envelope<Event>> events) {
        try {
            EventCodec.fromRecord(record).ifPresent(events::add);
        } catch (MalformedEvent e) {
            LOG.warnf("passed over: %s", e.getMessage());
            meters.counter("orchestrator.events.malformed", "topic", record.topic()).increment();
        }
    }

    /// Gives up only when the service stops: the records come again then.
    private void pause(RuntimeException failure) {
        if (stopping) {
            throw failure;
        }
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
