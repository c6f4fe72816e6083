package io.minimlops.gateway.streaming;

import io.minimlops.gateway.kafka.KafkaConfig;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topics of a stream: the input must be there, the others are created like it.
@ApplicationScoped
public class StreamTopics {

    private final KafkaConfig config;

    StreamTopics(KafkaConfig config) {
        this.config = config;
    }

    /// @throws ProblemException 404 when the input is not there, 503 when Kafka is away
    void prepare(Stream stream) {
        int wait = (int) config.acknowledgeTimeout().toMillis();
        Map<String, Object> settings =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, wait,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, wait);
        try (Admin admin = Admin.create(settings)) {
            int partitions = partitions(admin, stream.inputTopic());
            for (String topic : List.of(stream.outputTopic(), stream.deadLetterTopic())) {
                create(admin, new NewTopic(topic, partitions, config.topicReplicas()));
            }
        } catch (ExecutionException | KafkaException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static int partitions(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .mapToInt(description -> description.partitions().size())
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new ProblemException(new Problem.NotFound("topic", topic), e);
            }
            throw e;
        }
    }

    private static void create(Admin admin, NewTopic topic)
            throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static ProblemException away(Exception cause) {
        return new ProblemException(
                new Problem.Unavailable("kafka", "Kafka does not answer in time"), cause);
    }
}
