package io.minimlops.outbox;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;

import io.minimlops.events.EventCodec;
import io.minimlops.events.TopicCreator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Publishes with an idempotent producer: retries inside it keep the order of a partition, hence of
/// a key. After a failure it is thrown away, with everything it still held, and the next round
/// starts with a new one.
final class KafkaBroker implements Broker {

    private final String bootstrapServers;
    private final String service;
    private final OutboxConfig config;
    private @Nullable Producer<String, byte[]> producer;

    KafkaBroker(String bootstrapServers, String service, OutboxConfig config) {
        this.bootstrapServers = bootstrapServers;
        this.service = service;
        this.config = config;
    }

    @Override
    public void connect() throws BrokerAway, InterruptedException {
        connected();
    }

    @Override
    public Receipt publish(List<PendingEvent> events) throws BrokerAway, InterruptedException {
        Producer<String, byte[]> open = connected();
        try {
            Receipt receipt = send(open, events);
            if (receipt.failure() != null) {
                close();
            }
            return receipt;
        } catch (InterruptException e) {
            close();
            throw interrupted(e);
        }
    }

    private Producer<String, byte[]> connected() throws BrokerAway, InterruptedException {
        Producer<String, byte[]> open = producer;
        if (open != null) {
            return open;
        }
        try {
            createTopics();
            open =
                    new KafkaProducer<>(
                            settings(), new StringSerializer(), new ByteArraySerializer());
            producer = open;
            return open;
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException | ExecutionException e) {
            throw new BrokerAway(reason(e), e);
        }
    }

    private static InterruptedException interrupted(InterruptException cause) {
        return (InterruptedException) new InterruptedException().initCause(cause);
    }

    private static Receipt send(Producer<String, byte[]> producer, List<PendingEvent> events) {
        Set<Long> failed = ConcurrentHashMap.newKeySet();
        AtomicReference<String> failure = new AtomicReference<>();
        for (PendingEvent pending : events) {
            if (failure.get() != null) {
                failed.add(pending.position());
                continue;
            }
            try {
                producer.send(
                        toRecord(pending.event()),
                        (metadata, error) -> {
                            if (error != null) {
                                failed.add(pending.position());
                                failure.compareAndSet(null, reason(error));
                            }
                        });
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                failed.add(pending.position());
                failure.compareAndSet(null, reason(e));
            }
        }
        producer.flush();
        return Receipt.of(events, failed, failure.get());
    }

    private static ProducerRecord<String, byte[]> toRecord(OutboxEvent event) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(event.topic(), event.key(), event.payload());
        EventCodec.writeHeaders(
                record.headers(),
                new EventCodec.Attributes(
                        event.id(),
                        event.type(),
                        event.source(),
                        event.time(),
                        event.key(),
                        event.correlationId()));
        return record;
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of(
                        BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        CLIENT_ID_CONFIG,
                        service + "-outbox-admin",
                        REQUEST_TIMEOUT_MS_CONFIG,
                        millis(config.acknowledgeWithin()) / 2,
                        "default.api.timeout.ms",
                        millis(config.acknowledgeWithin()));
        try (Admin admin = Admin.create(settings)) {
            TopicCreator.create(
                    admin, config.topics(), config.partitions(), config.replicationFactor());
        }
    }

    private Map<String, Object> settings() {
        int patience = millis(config.acknowledgeWithin());
        return Map.of(
                BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                CLIENT_ID_CONFIG,
                service + "-outbox",
                ACKS_CONFIG,
                "all",
                ENABLE_IDEMPOTENCE_CONFIG,
                true,
                LINGER_MS_CONFIG,
                0,
                MAX_BLOCK_MS_CONFIG,
                patience,
                REQUEST_TIMEOUT_MS_CONFIG,
                patience / 2,
                DELIVERY_TIMEOUT_MS_CONFIG,
                patience);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
        return cause == null
                ? failure.toString()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public void close() {
        Producer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            boolean interrupted = Thread.interrupted();
            open.close(Duration.ZERO);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
