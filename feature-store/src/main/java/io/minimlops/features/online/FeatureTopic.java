package io.minimlops.features.online;

import io.minimlops.events.Topic;
import io.minimlops.events.TopicCreator;
import io.minimlops.features.FeatureStoreConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The topic `features.v1` itself: created, set up, opened from its beginning.
@ApplicationScoped
class FeatureTopic {

    /// Small segments and an eager cleaner: what is rebuilt at start stays near one record per key.
    private static final List<ConfigEntry> SETTINGS =
            List.of(
                    new ConfigEntry(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(4 << 20)),
                    new ConfigEntry(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2"));

    private final FeatureStoreConfig.Online config;
    private final Map<String, Object> client;

    FeatureTopic(
            FeatureStoreConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.config = config.online();
        this.client =
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "request.timeout.ms", 5_000,
                        "default.api.timeout.ms", 10_000);
    }

    void ensure() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            TopicCreator.create(
                    admin,
                    List.of(Topic.FEATURES),
                    config.partitions(),
                    config.replicationFactor());
            ConfigResource topic =
                    new ConfigResource(ConfigResource.Type.TOPIC, Topic.FEATURES.topicName());
            Collection<AlterConfigOp> changes =
                    SETTINGS.stream()
                            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                            .toList();
            admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get();
        }
    }

    /// A consumer of every partition, standing at the beginning. It belongs to no group: each
    /// replica reads everything.
    KafkaConsumer<String, byte[]> open() {
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topic.FEATURES.topicName()).stream()
                        .map(part -> new TopicPartition(part.topic(), part.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
