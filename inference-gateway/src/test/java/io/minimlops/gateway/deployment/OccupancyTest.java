package io.minimlops.gateway.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minimlops.gateway.deployment.traffic.ArmTallies;
import io.minimlops.gateway.model.ModelConfig;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.scaling.ScalingConfig;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A fleet of its own, with room for two deployments, over what the running gateway knows.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class OccupancyTest {

    @Inject DeploymentBook book;
    @Inject VersionShelf shelf;
    @Inject ArmTallies tallies;
    @Inject Bandits bandits;
    @Inject ScalingConfig scaling;

    private Fleet fleet;
    private Admission admission;
    private Activator activator;

    @BeforeEach
    void roomForTwo() {
        ModelConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(ModelConfig.class)
                        .withDefaultValues(Map.of("mlops.gateway.model.max-loaded", "2"))
                        .build()
                        .getConfigMapping(ModelConfig.class);
        fleet = new Fleet(book, shelf, tallies, config, bandits);
        Activities activities = new Activities();
        admission = new Admission(activities);
        Waker waker =
                new Waker(
                        fleet,
                        book,
                        shelf,
                        activities,
                        new Eviction(fleet, activities),
                        new ScalingMetrics(new SimpleMeterRegistry(), fleet));
        Router router = new Router(book, fleet, shelf, tallies);
        activator = new Activator(router, waker, book, activities, scaling);
    }

    private static String model() throws Exception {
        return Registered.served(OnnxModel.logistic(1, 0, 0, 0)).name();
    }

    private static String deployedByHand() throws Exception {
        String model = model();
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"%s\"}".formatted(model))
                .put("/api/v1/deployments/{m}", model)
                .then()
                .statusCode(200);
        return model;
    }

    /// As a request does, and none in the same millisecond as the one before.
    private void ask(String model) {
        long before = System.currentTimeMillis();
        Awaitility.await().until(() -> System.currentTimeMillis() > before);
        try (Route route = activator.route(model, null, "anybody")) {
            assertThat(route.deployment()).isEqualTo(model);
            admission.arrived(model);
        }
    }

    @Test
    void theOneAskedForLongestAgoMakesRoomAndIsBackWhenItIsAskedFor() throws Exception {
        // Given
        String first = model();
        String second = model();
        String third = model();
        ask(first);
        ask(second);
        ask(first);

        // When
        ask(third);

        // Then
        assertThat(fleet.held()).containsExactlyInAnyOrder(first, third);
        assertThat(fleet.isCold(second)).isTrue();
        ask(second);
        assertThat(fleet.held()).containsExactlyInAnyOrder(second, third);
    }

    @Test
    void ofManyThatWakeAtOnceNoMoreStayThanThereIsRoomFor() throws Exception {
        // Given
        List<String> models = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            models.add(model());
        }

        // When
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> asked = new ArrayList<>();
            models.forEach(model -> asked.add(clients.submit(() -> ask(model))));
            for (Future<?> each : asked) {
                each.get();
            }
        }

        // Then
        Awaitility.await().untilAsserted(() -> assertThat(fleet.held()).hasSize(2));
    }

    @Test
    void whatSomebodyDeployedTakesNoRoomAndMakesNone() throws Exception {
        // Given
        String one = deployedByHand();
        String other = deployedByHand();
        fleet.reconcile(one);
        fleet.reconcile(other);
        String third = model();
        String fourth = model();

        // When
        ask(third);
        ask(fourth);

        // Then
        assertThat(fleet.held()).containsExactlyInAnyOrder(one, other, third, fourth);
    }
}
