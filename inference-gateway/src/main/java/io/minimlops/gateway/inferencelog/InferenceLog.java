package io.minimlops.gateway.inferencelog;

import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.events.EventCodec;
import io.minimlops.events.EventCodec.Attributes;
import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.Topic;
import io.minimlops.gateway.kafka.EventPublisher;
import io.minimlops.gateway.kafka.KafkaConfig;
import io.minimlops.gateway.kafka.LogBudget;
import io.minimlops.gateway.kafka.LogMeters;
import io.minimlops.gateway.kafka.LogMeters.Cause;
import io.minimlops.gateway.kafka.LogWriter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes answered requests without blocking and tells them from one thread of its own. While Kafka
/// is away that thread waits for it, and the buffer fills: what finds it full is dropped, the
/// newest first, and what was in it is told when Kafka is back.
@ApplicationScoped
public class InferenceLog {

    private static final Logger LOG = Logger.getLogger(InferenceLog.class);

    private static final String TYPE = Topic.INFERENCE_LOG.typeOf(PredictionsServed.class);

    /// Room for a few wide rows: what travels alone costs the broker as much as what travels
    /// together.
    private static final int BATCH_BYTES = 128 * 1024;

    private final InferenceLogConfig config;
    private final Telling telling;
    private final KafkaProducer<String, byte[]> producer;
    private final LogBudget budget;
    private final LogMeters meters;
    private final LogWriter<ServedRequest> writer;

    InferenceLog(InferenceLogConfig config, KafkaConfig kafka, MeterRegistry metrics) {
        this.config = config;
        this.telling = new Telling(config.rowsPerEvent());
        producer =
                new KafkaProducer<>(
                        settings(config, kafka), new StringSerializer(), new ByteArraySerializer());
        budget = new LogBudget(config.bufferRows());
        meters = new LogMeters(metrics, "mlops.gateway.inference.log", "Events");
        metrics.gauge("mlops.gateway.inference.log.buffered.rows", budget, LogBudget::held);
        writer =
                new LogWriter<>(
                        "inference-log",
                        this::tell,
                        config.maxLoad().orElseGet(InferenceLog::standardLoad));
    }

    private static Map<String, Object> settings(InferenceLogConfig config, KafkaConfig kafka) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "gateway-inference-log",
                ProducerConfig.LINGER_MS_CONFIG,
                (int) config.linger().toMillis(),
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "snappy",
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                16L * 1024 * 1024,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000L,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000L);
    }

    void start(@Observes StartupEvent started) {
        writer.start();
    }

    /// Never blocks; a request that finds no room is counted as dropped.
    public void offer(ServedRequest served) {
        double rate =
                config.samplingRates().getOrDefault(served.deployment(), config.samplingRate());
        if (!Sampling.takes(served.requestId(), rate)) {
            return;
        }
        Cause none = budget.take(served.weight());
        if (none == null) {
            writer.add(served);
        } else {
            meters.dropped(none, telling.count(served));
        }
    }

    /// Where there are few cores the log leaves most of them to the models.
    private static double standardLoad() {
        return Math.min(1, Runtime.getRuntime().availableProcessors() / 4.0);
    }

    /// Its rows count as buffered until Kafka's client has all of its events, which is when it
    /// blocks while Kafka is away.
    private void tell(ServedRequest served) {
        try {
            for (byte[] event : telling.events(served)) {
                send(record(served, event));
            }
        } catch (RuntimeException e) {
            meters.dropped(Cause.ERROR, 1);
            LOG.error("a request could not be told", e);
        } finally {
            budget.giveBack(served.weight());
        }
    }

    private void send(ProducerRecord<String, byte[]> event) {
        try {
            producer.send(event, (metadata, failure) -> count(failure));
        } catch (KafkaException e) {
            count(e);
        }
    }

    private static ProducerRecord<String, byte[]> record(ServedRequest served, byte[] event) {
        String key = served.requestId();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(Topic.INFERENCE_LOG.topicName(), key, event);
        EventCodec.writeHeaders(
                record.headers(),
                new Attributes(
                        UUID.randomUUID().toString(),
                        TYPE,
                        EventPublisher.SOURCE,
                        Instant.now(),
                        key,
                        served.correlationId()));
        return record;
    }

    private void count(@Nullable Exception failure) {
        if (failure == null) {
            meters.told();
        } else {
            meters.dropped(Cause.of(failure), 1);
            LOG.debugf("not told: %s", failure.getMessage());
        }
    }

    @PreDestroy
    void close() {
        writer.close();
        producer.close(Duration.ofSeconds(2));
    }
}
