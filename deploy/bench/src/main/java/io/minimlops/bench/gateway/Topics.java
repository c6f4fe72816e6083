package io.minimlops.bench.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.minimlops.bench.load.CpuTimes;
import io.minimlops.bench.load.Load;
import io.minimlops.bench.load.Measured;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Fills one topic and empties another.
final class Topics {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String broker;

    /// @param broker host and port
    Topics(String broker) {
        this.broker = broker;
    }

    void create(String name, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
        }
    }

    /// Records of JSON arrays.
    void fill(String topic, int width, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker, "linger.ms", 5, "batch.size", 64 * 1024);
        Random random = new Random(4);
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                String row =
                        Stream.generate(() -> String.valueOf(random.nextFloat()))
                                .limit(width)
                                .collect(Collectors.joining(",", "[", "]"));
                producer.send(new ProducerRecord<>(topic, row.getBytes(US_ASCII)));
            }
        }
    }

    /// Reads so many committed records. The first fifth is not counted: until then it warms up.
    ///
    /// @param usage read when counting begins and when it ends
    /// @throws IOException when no more come for a minute
    Measured drain(String topic, int count, Supplier<CpuTimes> usage) throws IOException {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", broker,
                        "group.id", "bench",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed");
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long warm = take(consumer, count / 5);
            long from = System.nanoTime();
            CpuTimes before = usage.get();
            long counted = take(consumer, count - warm);
            Duration length = Duration.ofNanos(System.nanoTime() - from);
            return new Measured(1, length, calls(counted, length), usage.get().since(before));
        }
    }

    /// As if each had taken its share of the time.
    private static Histogram calls(long count, Duration length) {
        Histogram all = Load.histogram();
        all.recordValueWithCount(Math.max(1, length.toNanos() / 1000 / count), count);
        return all;
    }

    private static long take(KafkaConsumer<byte[], byte[]> consumer, long least)
            throws IOException {
        long taken = 0;
        long heard = System.nanoTime();
        while (taken < least) {
            int more = consumer.poll(Duration.ofMillis(100)).count();
            taken += more;
            long now = System.nanoTime();
            heard = more > 0 ? now : heard;
            if (now - heard > PATIENCE.toNanos()) {
                throw new IOException("%,d records came, no more".formatted(taken));
            }
        }
        return taken;
    }
}
