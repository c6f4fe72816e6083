package io.minimlops.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// CloudEvents 1.0, Kafka protocol binding, binary mode: attributes as `ce_*` headers, the
/// event's JSON as value.
public final class EventCodec {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final Map<String, Class<?>> TYPES =
            Arrays.stream(Topic.values())
                    .flatMap(
                            topic ->
                                    topic.events().stream()
                                            .map(event -> Map.entry(topic.typeOf(event), event)))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private EventCodec() {}

    /// The event's JSON, as it is stored in the record value.
    public static byte[] json(Event event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new MalformedEvent("cannot write " + event.getClass().getSimpleName(), e);
        }
    }

    /// The CloudEvents type, for example `mlops.models.AliasMoved`.
    public static String type(Event event) {
        return event.topic().typeOf(event.getClass());
    }

    public static ProducerRecord<String, byte[]> toRecord(Envelope<?> envelope) {
        Event event = envelope.event();
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(event.topic().topicName(), event.key(), json(event));
        writeHeaders(
                record.headers(),
                new Attributes(
                        envelope.id(),
                        type(event),
                        envelope.source(),
                        envelope.time(),
                        event.key(),
                        envelope.correlationId()));
        return record;
    }

    /// Writes the CloudEvents context attributes of an event whose JSON is stored already.
    public static void writeHeaders(Headers headers, Attributes attributes) {
        headers.add("ce_specversion", "1.0".getBytes(UTF_8))
                .add("ce_id", attributes.id().getBytes(UTF_8))
                .add("ce_type", attributes.type().getBytes(UTF_8))
                .add("ce_source", attributes.source().getBytes(UTF_8))
                .add("ce_time", attributes.time().toString().getBytes(UTF_8))
                .add("ce_subject", attributes.subject().getBytes(UTF_8))
                .add("ce_correlationid", attributes.correlationId().getBytes(UTF_8))
                .add("content-type", "application/json".getBytes(UTF_8));
    }

    /// The event in a record; empty for a type this version does not know, which consumers pass
    /// over.
    ///
    /// @throws MalformedEvent when the type is known and the record cannot be read
    public static Optional<Envelope<Event>> fromRecord(ConsumerRecord<String, byte[]> record) {
        String type = header(record, "ce_type");
        Class<?> eventClass = type == null ? null : TYPES.get(type);
        if (eventClass == null || record.value() == null) {
            return Optional.empty();
        }
        try {
            Event event = (Event) JSON.readValue(record.value(), eventClass);
            return Optional.of(
                    new Envelope<>(
                            required(record, "ce_id"),
                            required(record, "ce_source"),
                            Instant.parse(required(record, "ce_time")),
                            required(record, "ce_correlationid"),
                            event));
        } catch (IOException | DateTimeException e) {
            throw new MalformedEvent(place(record) + ": not a " + type, e);
        }
    }

    private static String required(ConsumerRecord<String, byte[]> record, String name) {
        String value = header(record, name);
        if (value == null) {
            throw new MalformedEvent(place(record) + ": header " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static String place(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /// CloudEvents context attributes.
    ///
    /// @param subject the aggregate's id, equal to the record key
    public record Attributes(
            String id,
            String type,
            String source,
            Instant time,
            String subject,
            String correlationId) {}
}
