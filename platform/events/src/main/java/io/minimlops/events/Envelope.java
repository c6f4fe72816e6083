package io.minimlops.events;

import java.time.Instant;
import java.util.UUID;

/// An event on its way: what CloudEvents calls the context attributes, around the event itself.
///
/// @param id unique per event; consumers that see an id twice ignore the second
/// @param source the service that tells it
/// @param correlationId ties together everything that one cause set off
public record Envelope<E extends Event>(
        String id, String source, Instant time, String correlationId, E event) {

    /// A new envelope with a fresh id, told now.
    public static <E extends Event> Envelope<E> of(E event, String source, String correlationId) {
        return new Envelope<>(
                UUID.randomUUID().toString(), source, Instant.now(), correlationId, event);
    }
}
