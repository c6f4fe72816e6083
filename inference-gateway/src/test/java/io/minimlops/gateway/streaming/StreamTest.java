package io.minimlops.gateway.streaming;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.batchjob.Tables;
import io.minimlops.gateway.testing.Bucket;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class StreamTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static Registered model;

    private final String name = "stream-" + UUID.randomUUID().toString().substring(0, 8);

    @Inject StreamConfig config;
    @Inject RowPredictions predictions;

    @BeforeEach
    void serve() throws Exception {
        if (model == null) {
            model =
                    new Registered()
                            .version("1", OnnxModel.logistic(0.25f, 0.01f, -0.02f, 0.03f))
                            .champion("1");
        }
        awaitChampion(model.name(), "1");
        try (Admin admin = Admin.create(broker())) {
            admin.createTopics(List.of(new NewTopic(name + ".in", 3, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
    }

    private static Map<String, Object> broker() {
        return Map.of("bootstrap.servers", PlatformResource.kafka().bootstrapServers());
    }

    private void produce(List<ProducerRecord<String, String>> records) throws Exception {
        try (var producer =
                new KafkaProducer<>(broker(), new StringSerializer(), new StringSerializer())) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    private void produce(int from, int to) throws Exception {
        List<ProducerRecord<String, String>> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            records.add(new ProducerRecord<>(name + ".in", "key-" + i % 50, row(i).formatted(i)));
        }
        produce(records);
    }

    private static String row(int i) {
        return "{\"inputs\":{\"input\":[%d,%s,%d]},\"id\":\"r%d\"}".formatted(i, i / 2f, -i, i);
    }

    private Response define(String more) {
        return given().contentType(ContentType.JSON)
                .body(
                        """
                        {"deployment":"%s","inputTopic":"%s.in","outputTopic":"%s.out",
                         "deadLetterTopic":"%s.dead"%s}"""
                                .formatted(model.name(), name, name, name, more))
                .put("/api/v1/streams/{name}", name);
    }

    /// What readers of committed transactions see, in order per partition.
    private List<ConsumerRecord<String, String>> committed(String topic) {
        Map<String, Object> settings = new HashMap<>(broker());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        // Or each reading ends with a question that nobody has an answer to.
        settings.put("fetch.max.wait.ms", 10);
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    private List<ConsumerRecord<String, String>> awaitOutput(String topic, int count) {
        return Awaitility.await("%d records on %s".formatted(count, topic))
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> committed(topic), records -> records.size() >= count);
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }

    @Test
    void everyRecordIsPredictedAndPoisonIsPutAside() throws Exception {
        // Given
        produce(0, 100);
        produce(
                List.of(
                        new ProducerRecord<>(name + ".in", "bad", "nonsense"),
                        new ProducerRecord<>(name + ".in", "bad", "{\"inputs\":{\"input\":[1]}}"),
                        new ProducerRecord<>(name + ".in", "bad", null)));

        // When
        define("").then().statusCode(200).body("name", equalTo(name));
        List<ConsumerRecord<String, String>> out = awaitOutput(name + ".out", 100);
        List<ConsumerRecord<String, String>> dead = awaitOutput(name + ".dead", 3);

        // Then
        assertThat(out).hasSize(100);
        JsonNode first = json(out.getFirst().value());
        assertThat(first.path("version").asText()).isEqualTo("1");
        assertThat(first.path("role").asText()).isEqualTo("champion");
        assertThat(first.path("source").path("topic").asText()).isEqualTo(name + ".in");
        assertThat(dead).hasSize(3);
        assertThat(dead)
                .extracting(
                        record ->
                                new String(
                                        record.headers().lastHeader("mlops_reason").value(), UTF_8))
                .anyMatch(reason -> reason.contains("not JSON"))
                .anyMatch(reason -> reason.contains("expected"))
                .anyMatch(reason -> reason.contains("no value"));
        given().get("/api/v1/streams/{name}", name)
                .then()
                .body("predicted", equalTo(100))
                .body("deadLetters", equalTo(3))
                .body("state", equalTo("RUNNING"));
        given().get("/api/v1/streams").then().body("name", hasItem(name));
    }

    @Test
    void recordsOfOneKeyStayInOrder() throws Exception {
        // Given
        produce(0, 2000);

        // When
        define(",\"parallelism\":2");
        List<ConsumerRecord<String, String>> out = awaitOutput(name + ".out", 2000);

        // Then
        Map<String, Integer> last = new HashMap<>();
        for (ConsumerRecord<String, String> record : out) {
            int number = Integer.parseInt(json(record.value()).path("id").asText().substring(1));
            Integer before = last.put(record.key(), number);
            assertThat(number).isGreaterThan(before == null ? -1 : before);
        }
    }

    @Test
    void aPausedStreamReadsNothingAndGoesOnWhereItWas() throws Exception {
        // Given
        define("");
        produce(0, 10);
        awaitOutput(name + ".out", 10);

        // When
        given().post("/api/v1/streams/{name}/pause", name).then().body("state", equalTo("PAUSED"));
        produce(10, 20);
        given().post("/api/v1/streams/{name}/resume", name).then().statusCode(200);

        // Then
        assertThat(awaitOutput(name + ".out", 20)).hasSize(20);
        given().delete("/api/v1/streams/{name}", name).then().statusCode(204);
        given().get("/api/v1/streams/{name}", name).then().statusCode(404);
    }

    /// A worker that dies in the middle of its work, now here, now there, without a word to the
    /// broker; the next one goes on.
    @Test
    void aStreamThatIsKilledAgainAndAgainAnswersEveryRecordOnce() throws Exception {
        // Given
        int count = 3000;
        define(",\"paused\":true").then().statusCode(200);
        produce(0, count);
        Stream stream =
                new Stream(
                        name,
                        model.name(),
                        name + ".in",
                        name + ".out",
                        name + ".dead",
                        Map.of(),
                        Stream.From.EARLIEST,
                        1,
                        false);
        StreamMeter meter = new StreamMeter();

        // When
        try (ExecutorService chunks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int life = 0; life < 4; life++) {
                Dying dying = new Dying(predictions, life < 3 ? 1 + life : Integer.MAX_VALUE);
                StreamSession session =
                        new StreamSession(
                                stream,
                                small(),
                                PlatformResource.kafka().bootstrapServers(),
                                dying,
                                chunks);
                try {
                    session.open();
                    live(session, meter, count);
                } catch (Killed e) {
                    assertThat(life).isLessThan(3);
                } finally {
                    session.close();
                }
            }
        }

        // Then
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<String, String> record : committed(name + ".out")) {
            ids.add(json(record.value()).path("id").asText());
        }
        assertThat(ids).hasSize(count);
        assertThat(new TreeSet<>(ids)).hasSize(count);
    }

    private static void live(StreamSession session, StreamMeter meter, int count) throws Exception {
        while (meter.predicted.sum() < count) {
            session.step(meter);
        }
    }

    private static final class Killed extends RuntimeException {}

    /// Dies when it is asked for the so-manieth time after the first answers were sent.
    private record Dying(RowPredictions real, AtomicInteger left) implements RowPredictions {

        Dying(RowPredictions real, int left) {
            this(real, new AtomicInteger(left));
        }

        @Override
        public String armOf(String deployment, String stickyKey) throws NotNow {
            return real.armOf(deployment, stickyKey);
        }

        @Override
        public Answer predict(Question question) throws Refused, NotNow {
            if (left.decrementAndGet() < 0) {
                throw new Killed();
            }
            return real.predict(question);
        }
    }

    /// Transactions and chunks so small that there are many.
    private StreamConfig small() {
        return new StreamConfig() {
            @Override
            public int maxRecords() {
                return 200;
            }

            @Override
            public int chunkRows() {
                return 100;
            }

            @Override
            public Duration transactionTimeout() {
                return config.transactionTimeout();
            }

            @Override
            public Duration sessionTimeout() {
                return config.sessionTimeout();
            }

            @Override
            public Duration retryAfter() {
                return config.retryAfter();
            }

            @Override
            public Duration reconcileInterval() {
                return config.reconcileInterval();
            }
        };
    }

    @Test
    void aModelThatIsAwayOnlyMakesAStreamWait() throws Exception {
        // Given
        given().contentType(ContentType.JSON)
                .post("/v2/repository/models/{model}/unload", model.name())
                .then()
                .statusCode(200);
        produce(0, 10);
        define("");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                "WAITING"
                                        .equals(
                                                given().get("/api/v1/streams/{name}", name)
                                                        .path("state")));

        // When
        given().contentType(ContentType.JSON)
                .post("/v2/repository/models/{model}/load", model.name())
                .then()
                .statusCode(200);

        // Then
        assertThat(awaitOutput(name + ".out", 10)).hasSize(10);
        assertThat(committed(name + ".dead")).isEmpty();
    }

    @Test
    void onlineStreamedAndBatchPredictionsAreBitForBitTheSame() throws Exception {
        // Given
        int count = 500;
        produce(0, count);
        Bucket bucket = Bucket.named("batch-test");
        bucket.put(name + "/in/0.parquet", Tables.numbered(0, count));
        StringBuilder instances = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            instances.append(i == 0 ? "" : ",").append("[%d,%s,%d]".formatted(i, i / 2f, -i));
        }

        // When
        JsonNode online =
                json(
                        given().contentType(ContentType.JSON)
                                .body("{\"instances\":[" + instances + "]}")
                                .post("/v1/models/{model}:predict", model.name())
                                .asString());
        define("");
        Map<String, JsonNode> streamed = new HashMap<>();
        for (ConsumerRecord<String, String> record : awaitOutput(name + ".out", count)) {
            JsonNode value = json(record.value());
            streamed.put(value.path("id").asText(), value.path("prediction"));
        }
        Map<String, Object> batch = batch(bucket);

        // Then
        for (int i = 0; i < count; i++) {
            float fromStream = (float) streamed.get("r" + i).path(0).asDouble();
            assertThat(batch.get("r" + i)).isEqualTo(fromStream);
            if (i < 200) {
                assertThat((float) online.path("predictions").path(i).path(0).asDouble())
                        .isEqualTo(fromStream);
            }
        }
    }

    private Map<String, Object> batch(Bucket bucket) throws Exception {
        String id =
                given().contentType(ContentType.JSON)
                        .body(
                                """
                                {"deployment":"%s","columns":{"input":["a","b","c"]},"idColumn":"id",
                                 "input":{"bucket":"batch-test","prefix":"%s/in/","format":"parquet"},
                                 "output":{"bucket":"batch-test","prefix":"%s/out"}}"""
                                        .formatted(model.name(), name, name))
                        .post("/api/v1/batch-jobs")
                        .path("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                "SUCCEEDED"
                                        .equals(
                                                given().get("/api/v1/batch-jobs/{id}", id)
                                                        .path("state")));
        Map<String, Object> rows = new HashMap<>();
        for (String key : bucket.keys(name + "/out/part-")) {
            Tables.rows(bucket.read(key))
                    .forEach(row -> rows.put((String) row.get("id"), row.get("probability")));
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NAME.out|NAME.in|422|must differ",
                "NAME.in|nothing|404|topic 'nothing' does not exist",
                "NAME.in|a b|422|must name a Kafka topic",
                "MODEL|nobody|404|deployment 'nobody' does not exist",
                "'\"deployment\"'|'\"from\":\"now\",\"deployment\"'|422|must be 'earliest' or 'latest'",
                "'\"deployment\"'|'\"parallelism\":0,\"deployment\"'|422|must be from 1 to 16"
            })
    void whatCannotWorkIsRefused(String part, String other, int status, String told) {
        // Given
        String body =
                """
                {"deployment":"%s","inputTopic":"%s.in","outputTopic":"%s.out"}"""
                        .formatted(model.name(), name, name)
                        .replace(named(part), named(other));

        // When
        Response refused =
                given().contentType(ContentType.JSON)
                        .body(body)
                        .put("/api/v1/streams/{name}", name);

        // Then
        refused.then().statusCode(status).body("detail", containsString(told));
    }

    private String named(String text) {
        return text.replace("NAME", name).replace("MODEL", model.name());
    }

    @ParameterizedTest
    @CsvSource({"''", "nonsense", "{}", "[]"})
    void aBodyThatIsNoStreamIsRefused(String body) {
        assertThat(
                        given().contentType(ContentType.JSON)
                                .body(body)
                                .put("/api/v1/streams/{name}", name)
                                .statusCode())
                .isBetween(400, 422);
    }

    @Test
    void metricsTellHowAStreamFares() throws Exception {
        // Given
        define("");
        produce(0, 10);
        awaitOutput(name + ".out", 10);

        // When
        String metrics = given().get("/q/metrics").asString();

        // Then
        assertThat(Arrays.asList(metrics.split("\n")))
                .anyMatch(
                        line -> line.startsWith("mlops_gateway_stream_lag") && line.contains(name))
                .anyMatch(
                        line ->
                                line.startsWith("mlops_gateway_stream_records_total")
                                        && line.contains(name)
                                        && line.endsWith(" 10.0"));
    }
}
