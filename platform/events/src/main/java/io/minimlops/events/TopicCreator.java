package io.minimlops.events;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// Creates the topics a service writes, when they are not there yet.
public final class TopicCreator {

    private TopicCreator() {}

    /// @param partitions of each new topic; order holds per key whatever the number
    /// @param replicationFactor of each new topic, 1 on a single broker
    /// @throws ExecutionException when the broker refuses or cannot be reached
    public static void create(
            Admin admin, Collection<Topic> topics, int partitions, short replicationFactor)
            throws ExecutionException, InterruptedException {
        List<NewTopic> wanted =
                topics.stream().map(t -> describe(t, partitions, replicationFactor)).toList();
        CreateTopicsResult created = admin.createTopics(wanted);
        for (KafkaFuture<Void> outcome : created.values().values()) {
            try {
                outcome.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static NewTopic describe(Topic topic, int partitions, short replicationFactor) {
        String policy =
                switch (topic.retention()) {
                    case TIME -> TopicConfig.CLEANUP_POLICY_DELETE;
                    case COMPACTED -> TopicConfig.CLEANUP_POLICY_COMPACT;
                };
        return new NewTopic(topic.topicName(), partitions, replicationFactor)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy));
    }
}
