package io.minimlops.gateway.kafka;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.EventCodec;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Publishes events whose caller must know that they are stored: every replica has acknowledged
/// before it returns.
@ApplicationScoped
public class EventPublisher {

    /// The `source` of our events.
    public static final String SOURCE = "inference-gateway";

    private final KafkaProducer<String, byte[]> producer;
    private final long waitMillis;

    EventPublisher(KafkaConfig config) {
        waitMillis = config.acknowledgeTimeout().toMillis();
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        config.bootstrapServers(),
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "gateway-publisher",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        8L * 1024 * 1024,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        waitMillis,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) Math.min(waitMillis, 3_000),
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) waitMillis,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000L);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /// @throws ProblemException 503 when Kafka does not acknowledge in time, 413 when the event is
    ///     too large for it
    public void publish(Event event, String correlationId) {
        try {
            producer.send(EventCodec.toRecord(Envelope.of(event, SOURCE, correlationId)))
                    .get(waitMillis + 1_000, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException) {
                throw new ProblemException(
                        new Problem.TooLarge("too much for one event; send it in parts"), e);
            }
            throw away(e);
        } catch (TimeoutException | KafkaException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static ProblemException away(Exception cause) {
        return new ProblemException(
                new Problem.Unavailable("kafka", "Kafka did not acknowledge in time"), cause);
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
