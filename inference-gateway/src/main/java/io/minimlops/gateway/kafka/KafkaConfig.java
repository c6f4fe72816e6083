package io.minimlops.gateway.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the event log is used.
@ConfigMapping(prefix = "mlops.gateway.kafka")
public interface KafkaConfig {

    @WithDefault("${kafka.bootstrap.servers:127.0.0.1:9092}")
    String bootstrapServers();

    /// The longest wait for an acknowledgement.
    @WithDefault("PT5S")
    Duration acknowledgeTimeout();

    /// How long a start waits for the deployments that earlier processes left before it answers at
    /// all. Then it answers with what it knows without them, and is not ready yet.
    @WithDefault("PT5S")
    Duration answerPatience();

    /// How long a start waits for the deployments that earlier processes left. After that this
    /// process is ready with the registry's champions alone, without canaries, limits, graphs or
    /// whatever else was deployed by hand, until Kafka can be read.
    @WithDefault("PT30S")
    Duration startPatience();

    /// Partitions of the topics this service creates.
    @WithDefault("3")
    int topicPartitions();

    /// Copies of each, 1 on a single broker.
    @WithDefault("1")
    short topicReplicas();
}
