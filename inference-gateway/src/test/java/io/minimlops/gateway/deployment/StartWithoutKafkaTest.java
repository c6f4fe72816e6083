package io.minimlops.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.kafka.KafkaConfig;
import io.minimlops.gateway.registry.AliasTable;
import io.minimlops.gateway.registry.RegistryClient;
import io.minimlops.gateway.registry.RegistryConfig;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.testing.PlatformResource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Followers beside the running ones, with a Kafka and a patience of their own.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class StartWithoutKafkaTest {

    @Inject DeploymentBook book;
    @Inject Fleet fleet;
    @Inject Waker waker;
    @Inject Bandits bandits;
    @Inject AliasTable aliases;
    @Inject RegistryClient registry;
    @Inject RegistryConfig registryConfig;

    private DeploymentFollower deployments;
    private ChampionFollower champions;

    private void start(String bootstrapServers, String patience) {
        KafkaConfig kafka = kafka(bootstrapServers, patience);
        deployments = new DeploymentFollower(book, fleet, waker, bandits, kafka);
        champions =
                new ChampionFollower(aliases, fleet, registry, registryConfig, deployments, kafka);
        deployments.start(new StartupEvent());
        champions.start(new StartupEvent());
    }

    private static KafkaConfig kafka(String bootstrapServers, String patience) {
        return new SmallRyeConfigBuilder()
                .withMapping(KafkaConfig.class)
                .withDefaultValues(
                        Map.of(
                                "mlops.gateway.kafka.bootstrap-servers",
                                bootstrapServers,
                                "mlops.gateway.kafka.answer-patience",
                                "PT0.1S",
                                "mlops.gateway.kafka.start-patience",
                                patience))
                .build()
                .getConfigMapping(KafkaConfig.class);
    }

    @AfterEach
    void stop() {
        champions.stop();
        deployments.stop();
    }

    private void awaitSettled() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(champions::isSettled);
    }

    @Test
    void theRegistrysChampionsSuffice() {
        // When
        start("127.0.0.1:1", "PT0.3S");

        // Then
        awaitSettled();
        assertThat(deployments.hasCaughtUp()).isFalse();
        assertThat(champions.registryAnswers()).isTrue();
    }

    @Test
    void whereKafkaTellsTheDeploymentsTheyAreWaitedFor() {
        // When
        start(PlatformResource.kafka().bootstrapServers(), "PT1H");

        // Then
        awaitSettled();
        assertThat(deployments.hasCaughtUp()).isTrue();
    }
}
