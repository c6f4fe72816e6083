package io.minimlops.gateway.kafka;

import io.minimlops.events.Topic;
import io.minimlops.events.TopicCreator;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/// Creates the topics this service writes, as soon as Kafka lets it.
@ApplicationScoped
public class TopicKeeper {

    private static final Logger LOG = Logger.getLogger(TopicKeeper.class);
    private static final List<Topic> OURS =
            List.of(
                    Topic.DEPLOYMENTS,
                    Topic.INFERENCE_LOG,
                    Topic.INFERENCE_PAYLOAD,
                    Topic.FEEDBACK,
                    Topic.STREAMS);

    private final KafkaConfig config;
    private final CountDownLatch stopping = new CountDownLatch(1);

    TopicKeeper(KafkaConfig config) {
        this.config = config;
    }

    /// First of all: others wait for what is in the topics.
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        Thread.ofPlatform().daemon().name("topics").start(this::createAll);
    }

    private void createAll() {
        Map<String, Object> settings =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        try (Admin admin = Admin.create(settings)) {
            while (!created(admin)) {
                if (stopping.await(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean created(Admin admin) throws InterruptedException {
        try {
            TopicCreator.create(admin, OURS, config.topicPartitions(), config.topicReplicas());
            return true;
        } catch (ExecutionException | KafkaException e) {
            LOG.warnf("the topics cannot be created yet: %s", e.getMessage());
            return false;
        }
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
    }
}
