package io.minimlops.outbox;

import io.minimlops.events.Topic;
import java.time.Duration;
import java.util.List;

/// Configuration with short times.
record Settings(Duration sweep, int batchSize) implements OutboxConfig {

    static final Settings QUICK = new Settings(Duration.ofMillis(200), 50);

    @Override
    public List<Topic> topics() {
        return List.of(Topic.MODELS);
    }

    @Override
    public int partitions() {
        return 3;
    }

    @Override
    public short replicationFactor() {
        return 1;
    }

    @Override
    public Duration retry() {
        return Duration.ofMillis(100);
    }

    @Override
    public Duration acknowledgeWithin() {
        return Duration.ofSeconds(2);
    }
}
