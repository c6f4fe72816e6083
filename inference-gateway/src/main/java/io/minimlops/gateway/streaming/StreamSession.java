package io.minimlops.gateway.streaming;

import io.minimlops.gateway.streaming.RowPredictions.NotNow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/// A consumer and a transactional producer that live and die together: whatever goes wrong with
/// either, both are replaced, and the next pair begins at the committed offsets.
///
/// A transaction is fenced by the consumer group's generation, so the producer needs no name that
/// survives it.
final class StreamSession implements AutoCloseable {

    private static final Duration WAIT = Duration.ofMillis(250);

    private final Stream stream;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordProcessing records;
    private final OutputRecords outputs;
    private volatile long lag;

    StreamSession(
            Stream stream,
            StreamConfig config,
            String bootstrapServers,
            RowPredictions predictions,
            ExecutorService chunks) {
        this.stream = stream;
        this.records = new RecordProcessing(stream, predictions, config.chunkRows(), chunks);
        this.outputs = new OutputRecords(stream);
        StreamClients clients = new StreamClients(stream, config, bootstrapServers);
        this.producer = clients.producer();
        this.consumer = clients.consumer();
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
        List<ConsumerRecord<byte[], byte[]>> asked = new ArrayList<>(read.count());
        read.forEach(asked::add);
        try {
            List<Outcome> outcomes = records.outcomes(asked);
            if (ChunkProcessing.isModelBroken(outcomes)) {
                throw new NotNow("the model fails on every record");
            }
            commit(asked, outcomes, read);
            int poison = (int) outcomes.stream().filter(Outcome.Poison.class::isInstance).count();
            meter.committed(outcomes.size() - poison, poison);
        } catch (NotNow e) {
            for (TopicPartition partition : read.partitions()) {
                consumer.seek(partition, read.records(partition).getFirst().offset());
            }
            throw e;
        }
    }

    private void commit(
            List<ConsumerRecord<byte[], byte[]>> asked,
            List<Outcome> outcomes,
            ConsumerRecords<byte[], byte[]> read) {
        producer.beginTransaction();
        for (int i = 0; i < asked.size(); i++) {
            producer.send(outputs.of(asked.get(i), outcomes.get(i)));
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
