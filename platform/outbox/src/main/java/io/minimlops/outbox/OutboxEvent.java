package io.minimlops.outbox;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.EventCodec;
import io.minimlops.events.Topic;
import java.time.Instant;
import java.util.UUID;

/// An event as it waits in the table: its JSON, and what becomes the CloudEvents headers.
///
/// @param id stays the same however often the event is published; consumers ignore an id they have
///     seen
/// @param payload JSON, at most [#MAX_BYTES]
public record OutboxEvent(
        String id,
        String topic,
        String key,
        String type,
        String source,
        String correlationId,
        Instant time,
        byte[] payload) {

    /// Below the broker's default record limit of 1 MiB, headers included: what is committed can
    /// always be published.
    public static final int MAX_BYTES = 1_000_000;

    public OutboxEvent {
        if (payload.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "event %s of %s has %d bytes, at most %d can be published"
                            .formatted(type, key, payload.length, MAX_BYTES));
        }
    }

    static OutboxEvent of(Event event, String source, String correlationId) {
        Envelope<Event> envelope = Envelope.of(event, source, correlationId);
        return new OutboxEvent(
                envelope.id(),
                event.topic().topicName(),
                event.key(),
                EventCodec.type(event),
                source,
                correlationId,
                envelope.time(),
                EventCodec.json(event));
    }

    /// An event whose JSON is another standard's and travels as it is.
    static OutboxEvent foreign(
            Topic topic,
            String key,
            String type,
            byte[] json,
            String source,
            String correlationId) {
        return new OutboxEvent(
                UUID.randomUUID().toString(),
                topic.topicName(),
                key,
                type,
                source,
                correlationId,
                Instant.now(),
                json);
    }
}
