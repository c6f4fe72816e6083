package io.minimlops.features.online;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.EventCodec;
import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.events.MalformedEvent;
import io.minimlops.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads the whole of `features.v1` into the map, then follows it. The store is ready once it has
/// come to where the topic ended when reading began.
@ApplicationScoped
public class FeatureLogReader {

    private static final Logger LOG = Logger.getLogger(FeatureLogReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final OnlineStore store;
    private final OwnWrites ownWrites;
    private final FeatureTopic topic;
    private final FeatureLog log;
    private final RebuildState rebuild;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("feature-log").unstarted(this::readForever);

    /// Rows whose last record on the log is not the newest: two replicas wrote at once. They are
    /// told again, lest compaction keep the wrong one.
    private final Map<String, FeaturesWritten> stale = new LinkedHashMap<>();

    private volatile boolean stopped;
    private volatile @Nullable KafkaConsumer<String, byte[]> open;

    FeatureLogReader(
            OnlineStore store,
            OwnWrites ownWrites,
            FeatureTopic topic,
            FeatureLog log,
            RebuildState rebuild) {
        this.store = store;
        this.ownWrites = ownWrites;
        this.topic = topic;
        this.log = log;
        this.rebuild = rebuild;
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        KafkaConsumer<String, byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        if (!thread.join(Duration.ofSeconds(5))) {
            thread.interrupt();
        }
    }

    private void readForever() {
        while (!stopped) {
            try {
                topic.ensure();
                readTopic();
            } catch (WakeupException | InterruptedException e) {
                LOG.debug("the feature log is closed");
            } catch (KafkaException | ExecutionException e) {
                LOG.warnf("feature log: %s; trying again", e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            LOG.debug("the feature log is closed");
        }
    }

    private void readTopic() {
        try (KafkaConsumer<String, byte[]> consumer = topic.open()) {
            open = consumer;
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            long begun = System.nanoTime();
            while (!stopped) {
                consumer.poll(POLL).forEach(this::take);
                if (rebuild.progress().isComplete()) {
                    repeatStale();
                } else {
                    report(consumer, ends, begun);
                }
            }
        } finally {
            open = null;
        }
    }

    private void report(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends, long begun) {
        long left = 0;
        long total = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            total += end.getValue();
            left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        rebuild.report(new RebuildState.Progress(total - left, total, left == 0));
        if (left == 0) {
            LOG.infof(
                    "online store rebuilt: %d rows, log end %d, %d ms",
                    store.size(), total, (System.nanoTime() - begun) / 1_000_000);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (ownWrites.isInTheMap(record.headers().lastHeader(OwnWrites.HEADER))) {
            return;
        }
        try {
            EventCodec.fromRecord(record).map(Envelope::event).ifPresent(this::take);
        } catch (MalformedEvent e) {
            LOG.errorf("passed over: %s", e.getMessage());
        }
    }

    private void take(Event event) {
        if (event instanceof FeaturesWritten written) {
            OnlineRow current = store.apply(written);
            if (current.isNewerThan(store.row(written))) {
                stale.put(written.key(), current.event(written));
            } else {
                stale.remove(written.key());
            }
        }
    }

    private void repeatStale() {
        if (stale.isEmpty()) {
            return;
        }
        List<FeaturesWritten> rows = List.copyOf(stale.values());
        try {
            log.repeat(rows, UUID.randomUUID().toString());
            stale.clear();
        } catch (ProblemException e) {
            LOG.warnf("%d rows not told again yet: %s", rows.size(), e.getMessage());
        }
    }
}
