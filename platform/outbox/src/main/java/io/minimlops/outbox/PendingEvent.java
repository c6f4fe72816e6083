package io.minimlops.outbox;

/// A committed event that Kafka has not acknowledged yet.
///
/// @param position commit order within a key, see [OutboxTable]
record PendingEvent(long position, OutboxEvent event) {

    /// Events of one lane keep their order.
    Lane lane() {
        return new Lane(event.topic(), event.key());
    }

    record Lane(String topic, String key) {}
}
