/// Streaming predictions: Kafka topic to topic, each record exactly once. A stream is data in the
/// compacted topic `streams.v1`; its progress is the consumer group's offsets, committed in the
/// transaction that holds the predictions. What can never be predicted goes to a dead-letter topic;
/// an outage only makes a stream wait.
@NullMarked
package io.minimlops.gateway.streaming;

import org.jspecify.annotations.NullMarked;
