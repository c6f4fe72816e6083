package io.minimlops.orchestrator.intake;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Asks Kafka how long a topic is by now.
@ApplicationScoped
public class LogEnds {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String servers;
    private @Nullable Admin admin;

    LogEnds(
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:9092")
                    String servers) {
        this.servers = servers;
    }

    /// Made at first use: a broker whose name does not resolve yet must not keep the service from
    /// starting.
    private synchronized Admin admin() {
        Admin current = admin;
        if (current == null) {
            current =
                    Admin.create(
                            Map.of(
                                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                            (int) PATIENCE.toMillis(),
                                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                            (int) PATIENCE.toMillis()));
            admin = current;
        }
        return current;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }

    /// Partition → end offset, only of partitions that hold records.
    public Map<Integer, Long> of(String topic) {
        try {
            List<TopicPartition> partitions = partitions(topic);
            Map<TopicPartition, ListOffsetsResultInfo> first =
                    offsets(partitions, OffsetSpec.earliest());
            Map<Integer, Long> ends = new HashMap<>();
            offsets(partitions, OffsetSpec.latest())
                    .forEach(
                            (partition, last) -> {
                                ListOffsetsResultInfo start = first.get(partition);
                                if (start != null && last.offset() > start.offset()) {
                                    ends.put(partition.partition(), last.offset());
                                }
                            });
            return ends;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Map.of();
            }
            throw away(e);
        } catch (KafkaException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(new Problem.Unavailable("kafka", "interrupted"), e);
        }
    }

    private List<TopicPartition> partitions(String topic)
            throws ExecutionException, InterruptedException {
        return admin().describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin().listOffsets(
                        partitions.stream()
                                .collect(Collectors.toMap(Function.identity(), _ -> which)))
                .all()
                .get();
    }

    private static ProblemException away(Exception failure) {
        return new ProblemException(
                new Problem.Unavailable("kafka", "Kafka cannot be asked: " + failure.getMessage()),
                failure);
    }
}
