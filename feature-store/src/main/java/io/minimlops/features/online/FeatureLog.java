package io.minimlops.features.online;

import io.minimlops.events.Envelope;
import io.minimlops.events.EventCodec;
import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.features.FeatureStoreConfig;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Writes online rows: to Kafka, acknowledged by all replicas, and then to the map.
///
/// Compaction keeps a key's *last* record, the map its *newest* row. So a row that is not newer
/// than what is known is not written at all, and writes go one after the other.
@ApplicationScoped
public class FeatureLog {

    private static final String SOURCE = "feature-store";

    private final OnlineStore store;
    private final RebuildState rebuild;
    private final OwnWrites ownWrites;
    private final Map<String, Object> settings;
    private final long ackMillis;
    private final ReentrantLock oneWriteAtATime = new ReentrantLock(true);
    private @Nullable Producer<String, byte[]> producer;

    FeatureLog(
            OnlineStore store,
            RebuildState rebuild,
            OwnWrites ownWrites,
            FeatureStoreConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.store = store;
        this.rebuild = rebuild;
        this.ownWrites = ownWrites;
        this.ackMillis = config.online().ackTimeout().toMillis();
        this.settings = settings(bootstrapServers, (int) ackMillis);
    }

    private static Map<String, Object> settings(String bootstrapServers, int ackMillis) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ackMillis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ackMillis * 4 / 5);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ackMillis);
        return settings;
    }

    void stop(@Observes ShutdownEvent stopped) {
        synchronized (this) {
            if (producer != null) {
                producer.close();
            }
        }
    }

    /// Opened at the first write.
    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer =
                    new KafkaProducer<>(
                            settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /// Returns when every row is acknowledged and can be read here. Rows may have been written when
    /// it fails; writing them again does no harm.
    ///
    /// @throws ProblemException 503 when Kafka does not acknowledge in time
    public void write(List<FeaturesWritten> rows, String correlationId) {
        rebuild.requireComplete();
        lock();
        try {
            Collection<FeaturesWritten> news = news(rows);
            publish(news, correlationId);
        } finally {
            oneWriteAtATime.unlock();
        }
    }

    /// Tells rows again that the log has lost sight of.
    void repeat(Collection<FeaturesWritten> rows, String correlationId) {
        lock();
        try {
            publish(rows, correlationId);
        } finally {
            oneWriteAtATime.unlock();
        }
    }

    private void lock() {
        try {
            if (oneWriteAtATime.tryLock(2 * ackMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw unavailable(null);
    }

    /// The newest row of each entity, as far as it is newer than what is known.
    private Collection<FeaturesWritten> news(List<FeaturesWritten> rows) {
        Map<String, FeaturesWritten> newest = new LinkedHashMap<>();
        for (FeaturesWritten row : rows) {
            FeaturesWritten other = newest.get(row.key());
            OnlineRow known = other == null ? store.find(row) : store.row(other);
            if (known == null || store.row(row).isNewerThan(known)) {
                newest.put(row.key(), row);
            }
        }
        return newest.values();
    }

    private void publish(Collection<FeaturesWritten> rows, String correlationId) {
        if (rows.isEmpty()) {
            return;
        }
        String mark = ownWrites.begin();
        try {
            awaitAcknowledged(send(rows, mark, correlationId));
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            ownWrites.failed(mark);
            throw unavailable(e);
        }
        rows.forEach(store::apply);
        ownWrites.applied(mark);
    }

    private List<Future<RecordMetadata>> send(
            Collection<FeaturesWritten> rows, String mark, String correlationId) {
        List<Future<RecordMetadata>> pending = new ArrayList<>(rows.size());
        byte[] header = mark.getBytes(StandardCharsets.UTF_8);
        Producer<String, byte[]> open = producer();
        for (FeaturesWritten row : rows) {
            ProducerRecord<String, byte[]> record =
                    EventCodec.toRecord(Envelope.of(row, SOURCE, correlationId));
            record.headers().add(OwnWrites.HEADER, header);
            pending.add(open.send(record));
        }
        return pending;
    }

    private void awaitAcknowledged(List<Future<RecordMetadata>> pending)
            throws ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ackMillis + 1_000);
        try {
            for (Future<RecordMetadata> acknowledgement : pending) {
                acknowledgement.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static ProblemException unavailable(@Nullable Exception cause) {
        Problem problem =
                new Problem.Unavailable("kafka", "Kafka did not acknowledge the write; try again");
        return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
    }
}
