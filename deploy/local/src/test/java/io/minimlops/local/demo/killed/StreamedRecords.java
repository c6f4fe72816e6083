package io.minimlops.local.demo.killed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.local.part.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Numbered records of some keys, predicted from one topic into another; some are nonsense.
final class StreamedRecords {

    private static final int COUNT = 60_000;
    private static final int KEYS = 50;
    private static final int NONSENSE_EVERY = 21;
    private static final int PARTITIONS = 3;
    private static final String NUMBER = "number";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PatientHttp http;
    private final String stream;
    private final String name;
    private final Map<String, Object> broker;

    StreamedRecords(PatientHttp http, TwoVersions model, int portOffset)
            throws IOException, InterruptedException, ExecutionException {
        this.http = http;
        this.name = model.name();
        this.stream = Part.INFERENCE_GATEWAY.address(portOffset) + "/api/v1/streams/" + name;
        this.broker = Map.of("bootstrap.servers", Part.KAFKA.address(portOffset));
        try (Admin admin = Admin.create(broker)) {
            admin.createTopics(List.of(new NewTopic(name + ".in", PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        produce(0, COUNT / 2);
        http.send(
                "PUT",
                stream,
                """
                {"deployment":"%s","inputTopic":"%s.in","outputTopic":"%s.out","deadLetterTopic":"%s.dead"}"""
                        .formatted(name, name, name, name));
    }

    private void produce(int from, int to) {
        try (var producer =
                new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < to; i++) {
                String value = i % NONSENSE_EVERY == 0 ? "nonsense" : "[%d,1]".formatted(i % 2);
                var numbered = new ProducerRecord<>(name + ".in", "key-" + i % KEYS, value);
                numbered.headers().add(NUMBER, String.valueOf(i).getBytes(UTF_8));
                producer.send(numbered);
            }
        }
    }

    /// After the first transaction of several.
    boolean isUnderWay() throws IOException, InterruptedException {
        return http.get(stream).path("predicted").asLong() > 0;
    }

    /// Sends the other half, and reads until each record has its answer.
    void areAnsweredOnceAndInOrder() {
        produce(COUNT / 2, COUNT);
        Map<String, List<Integer>> answered = committed();
        assertThat(answered.get(name + ".out")).containsExactlyInAnyOrderElementsOf(numbers(false));
        assertThat(answered.get(name + ".dead")).containsExactlyInAnyOrderElementsOf(numbers(true));
        answered.values().forEach(StreamedRecords::keepTheOrderOfTheirKeys);
    }

    private static List<Integer> numbers(boolean nonsense) {
        return IntStream.range(0, COUNT)
                .filter(i -> i % NONSENSE_EVERY == 0 == nonsense)
                .boxed()
                .toList();
    }

    private static void keepTheOrderOfTheirKeys(List<Integer> numbers) {
        Map<Integer, Integer> last = new HashMap<>();
        for (int number : numbers) {
            Integer before = last.put(number % KEYS, number);
            assertThat(number).isGreaterThan(before == null ? -1 : before);
        }
    }

    /// The records' numbers by topic, in order per partition, as readers of committed transactions
    /// see them.
    private Map<String, List<Integer>> committed() {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        Map<String, List<Integer>> numbers = new HashMap<>();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(name + ".out", name + ".dead")) {
            numbers.put(topic, new ArrayList<>());
            IntStream.range(0, PARTITIONS)
                    .forEach(i -> partitions.add(new TopicPartition(topic, i)));
        }
        Set<Integer> different = new HashSet<>();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(partitions);
            Instant limit = Instant.now().plus(PATIENCE);
            while (different.size() < COUNT && Instant.now().isBefore(limit)) {
                for (ConsumerRecord<String, String> read : consumer.poll(Duration.ofMillis(200))) {
                    int number = number(read);
                    different.add(number);
                    numbers.get(read.topic()).add(number);
                }
            }
        }
        return numbers;
    }

    private static int number(ConsumerRecord<String, String> read) {
        return Integer.parseInt(new String(read.headers().lastHeader(NUMBER).value(), UTF_8));
    }
}
