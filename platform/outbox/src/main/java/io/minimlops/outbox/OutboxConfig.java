package io.minimlops.outbox;

import io.minimlops.events.Topic;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/// Configuration of the outbox's relay.
@ConfigMapping(prefix = "mlops.outbox")
public interface OutboxConfig {

    /// Topics this service writes, created before the first event is published, for example
    /// `MODELS`.
    List<Topic> topics();

    /// Partitions of a topic that is created.
    @WithDefault("3")
    int partitions();

    /// Replication factor of a topic that is created.
    @WithDefault("1")
    short replicationFactor();

    /// Events per round: published together, then deleted together.
    @WithDefault("500")
    int batchSize();

    /// The relay looks at the table this often although nobody rang; also the time in which a
    /// standby replica takes over.
    @WithDefault("1S")
    Duration sweep();

    /// Pause before the next try while Kafka or PostgreSQL is away.
    @WithDefault("1S")
    Duration retry();

    /// Time a published event may wait for the broker's acknowledgement before the round counts as
    /// failed.
    @WithDefault("10S")
    Duration acknowledgeWithin();
}
