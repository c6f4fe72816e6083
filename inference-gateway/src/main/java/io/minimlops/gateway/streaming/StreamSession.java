package io.minimlops.gateway.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.streaming.ChunkProcessing.Arrived;
import io.minimlops.gateway.streaming.RowPredictions.NotNow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A consumer and a transactional producer that live and die together: whatever goes wrong with
/// either, both are replaced, and the next pair begins at the committed offsets.
///
/// A transaction is fenced by the consumer group's generation, so the producer needs no name that
/// survives it.
final class StreamSession implements AutoCloseable {

    private static final Duration WAIT = Duration.ofMillis(250);

    private final Stream stream;
    private final StreamConfig config;
    private final RowPredictions predictions;
    private final ExecutorService chunks;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final OutputRecords outputs;
    private volatile long lag;

    StreamSession(
            Stream stream,
            StreamConfig config,
            String bootstrapServers,
            RowPredictions predictions,
            ExecutorService chunks) {
        this.stream = stream;
        this.config = config;
        this.predictions = predictions;
        this.chunks = chunks;
        this.outputs = new OutputRecords(stream);
        this.producer =
                new KafkaProducer<>(
                        producerSettings(bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.consumer =
                new KafkaConsumer<>(
                        consumerSettings(bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    private Map<String, Object> producerSettings(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, stream.group() + "-" + UUID.randomUUID());
        settings.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                (int) config.transactionTimeout().toMillis());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        return settings;
    }

    private Map<String, Object> consumerSettings(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, stream.group());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, stream.from().word());
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxRecords());
        settings.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) config.sessionTimeout().toMillis());
        settings.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) config.sessionTimeout().toMillis() / 5);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        return settings;
    }

    void open() {
        producer.initTransactions();
        consumer.subscribe(List.of(stream.inputTopic()));
    }

    /// Reads some records and answers them all, in one transaction.
    ///
    /// @throws NotNow when they cannot be answered now; they will be read again
    void step(StreamMeter meter) throws NotNow, InterruptedException {
        ConsumerRecords<byte[], byte[]> read = consumer.poll(WAIT);
        measureLag();
        if (read.isEmpty()) {
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(read.count());
        read.forEach(records::add);
        try {
            List<Outcome> outcomes = process(records);
            if (ChunkProcessing.isModelBroken(outcomes)) {
                throw new NotNow("the model fails on every record");
            }
            commit(records, outcomes, read);
            int poison = (int) outcomes.stream().filter(Outcome.Poison.class::isInstance).count();
            meter.committed(outcomes.size() - poison, poison);
        } catch (NotNow e) {
            for (TopicPartition partition : read.partitions()) {
                consumer.seek(partition, read.records(partition).getFirst().offset());
            }
            throw e;
        }
    }

    private List<Outcome> process(List<ConsumerRecord<byte[], byte[]>> records)
            throws NotNow, InterruptedException {
        List<Future<List<Outcome>>> flying = new ArrayList<>();
        for (int from = 0; from < records.size(); from += config.chunkRows()) {
            int to = Math.min(records.size(), from + config.chunkRows());
            List<Arrived> chunk =
                    records.subList(from, to).stream().map(StreamSession::arrived).toList();
            flying.add(chunks.submit(() -> new ChunkProcessing(stream, predictions, chunk).run()));
        }
        List<Outcome> outcomes = new ArrayList<>(records.size());
        for (Future<List<Outcome>> chunk : flying) {
            try {
                outcomes.addAll(chunk.get());
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case NotNow notNow -> throw notNow;
                    case RuntimeException failure -> throw failure;
                    case null, default -> throw new IllegalStateException(e);
                }
            }
        }
        return outcomes;
    }

    private static Arrived arrived(ConsumerRecord<byte[], byte[]> record) {
        return new Arrived(
                "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset()),
                record.key() == null ? null : new String(record.key(), UTF_8),
                record.value());
    }

    private void commit(
            List<ConsumerRecord<byte[], byte[]>> records,
            List<Outcome> outcomes,
            ConsumerRecords<byte[], byte[]> read) {
        producer.beginTransaction();
        for (int i = 0; i < records.size(); i++) {
            producer.send(outputs.of(records.get(i), outcomes.get(i)));
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = read.nextOffsets();
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
    }

    /// Records behind the end of the partitions that this session reads.
    long lag() {
        return lag;
    }

    private void measureLag() {
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong behind = consumer.currentLag(partition);
            sum += behind.orElse(0);
        }
        lag = sum;
    }

    /// A transaction that is under way is aborted by the broker.
    @Override
    public void close() {
        try {
            producer.close(Duration.ofSeconds(2));
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        }
    }
}
