package io.minimlops.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Event> events() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void theJsonOfAnEventIsItsGoldenFile(Event event) throws IOException {
        // When
        byte[] json = EventCodec.json(event);

        // Then
        assertThat(JSON.readTree(json)).isEqualTo(JSON.readTree(golden(event)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventSurvivesTheJourneyThroughARecord(Event event) {
        // Given
        Envelope<Event> sent = Envelope.of(event, "test", "correlation-1");

        // When
        Envelope<Event> received =
                EventCodec.fromRecord(received(EventCodec.toRecord(sent))).orElseThrow();

        // Then
        assertThat(received).isEqualTo(sent);
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventTravelsUnderItsKeyAndType(Event event) {
        // When
        ProducerRecord<String, byte[]> record =
                EventCodec.toRecord(Envelope.of(event, "test", "correlation-1"));

        // Then
        assertThat(record.topic()).isEqualTo(event.topic().topicName());
        assertThat(record.key()).isEqualTo(event.key());
        assertThat(
                        new String(
                                record.headers().lastHeader("ce_type").value(),
                                StandardCharsets.UTF_8))
                .matches("mlops\\.[a-z-]+\\." + event.getClass().getSimpleName());
    }

    static Stream<Arguments> deployments() {
        return Stream.of(
                arguments("described", Samples.described()),
                arguments("rollout", Samples.rollingOut()),
                arguments("graph", Samples.graph()));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void aDeploymentInEachOfItsFormsIsItsGoldenFileAndReadsBack(String form, Event event)
            throws IOException {
        // When
        byte[] json = EventCodec.json(event);

        // Then
        assertThat(JSON.readTree(json))
                .isEqualTo(JSON.readTree(golden("mlops.deployments.DeploymentChanged." + form)));
        Envelope<Event> sent = Envelope.of(event, "test", "correlation-1");
        assertThat(EventCodec.fromRecord(received(EventCodec.toRecord(sent)))).contains(sent);
    }

    @Test
    void everyEventHasASample() {
        assertThat(Samples.all().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Topic.values()).flatMap(t -> t.events().stream()).toList());
    }

    @Test
    void unknownFieldsAreIgnored() {
        // Given
        ConsumerRecord<String, byte[]> record =
                record(
                        "mlops.models.VersionDeleted",
                        "{\"model\":\"m\",\"version\":\"1\",\"deletedAt\":\"2026-11-23T10:15:30Z\",\"later\":1}");

        // When
        Event event = EventCodec.fromRecord(record).orElseThrow().event();

        // Then
        assertThat(event).isInstanceOf(ModelEvent.VersionDeleted.class);
    }

    @Test
    void anUnknownTypeIsPassedOver() {
        assertThat(EventCodec.fromRecord(record("mlops.models.VersionPolished", "{}"))).isEmpty();
    }

    @Test
    void aBrokenRecordSaysWhereItLies() {
        assertThatThrownBy(() -> EventCodec.fromRecord(record("mlops.models.VersionDeleted", "{")))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("models.v1-0@7");
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void theAsyncApiDocumentListsTheTopic(Topic topic) throws IOException {
        // Given
        String document = Files.readString(Path.of("../../docs/asyncapi.yaml"));

        // Then
        assertThat(document).contains("address: " + topic.topicName());
        topic.events()
                .forEach(event -> assertThat(document).contains("name: " + topic.typeOf(event)));
    }

    private static byte[] golden(Event event) throws IOException {
        return golden(EventCodec.type(event));
    }

    private static byte[] golden(String name) throws IOException {
        String file = "/golden/" + name + ".v1.json";
        try (InputStream in = EventContractTest.class.getResourceAsStream(file)) {
            assertThat(in).as("golden file %s", file).isNotNull();
            return in.readAllBytes();
        }
    }

    private static ConsumerRecord<String, byte[]> record(String type, String json) {
        ProducerRecord<String, byte[]> sent =
                EventCodec.toRecord(
                        Envelope.of(Samples.all().findFirst().orElseThrow(), "test", "c"));
        sent.headers().remove("ce_type");
        sent.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        return new ConsumerRecord<>(
                "models.v1",
                0,
                7,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                "m",
                json.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(sent.headers()),
                java.util.Optional.empty());
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                java.util.Optional.empty());
    }
}
