package io.minimlops.gateway.payloadlog;

import io.minimlops.gateway.deployment.spec.PayloadLog;
import io.minimlops.gateway.kafka.KafkaConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// The way to Kafka, made when it is first needed: a gateway that logs no payloads has none.
@ApplicationScoped
class PayloadProducer {

    /// Room for headers beside the largest payload.
    private static final int BESIDE = 1024 * 1024;

    private final KafkaConfig kafka;
    private final PayloadLogConfig config;
    private @Nullable KafkaProducer<String, byte[]> producer;

    PayloadProducer(KafkaConfig kafka, PayloadLogConfig config) {
        this.kafka = kafka;
        this.config = config;
    }

    /// @throws KafkaException when there is none yet, as when its name is unknown
    synchronized KafkaProducer<String, byte[]> get() {
        KafkaProducer<String, byte[]> present = producer;
        if (present == null) {
            present =
                    new KafkaProducer<>(
                            settings(), new StringSerializer(), new ByteArraySerializer());
            producer = present;
        }
        return present;
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "gateway-payload-log",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "snappy",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                PayloadLog.MOST_BYTES + BESIDE,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                config.bufferBytes() + BESIDE,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000L,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                30_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000L);
    }

    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}
