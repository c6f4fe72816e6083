package io.minimlops.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minimlops.gateway.deployment.traffic.ArmTallies;
import io.minimlops.gateway.deployment.traffic.Tallies;
import io.minimlops.gateway.model.ModelConfig;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.model.Versions;
import io.minimlops.gateway.registry.AliasTable;
import io.minimlops.gateway.registry.AliasTables;
import io.minimlops.gateway.scaling.ScalingConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten thousand registered champions where there is room for a few.
class ManyChampionsTest {

    private static final List<String> MODELS =
            IntStream.range(0, 10_000).mapToObj("model-%04d"::formatted).toList();
    private static final int ROOM = 8;

    /// Of a deployment: its arm's counters, and what cold starts it had.
    private static final int METERS = 12;

    @TempDir private Path directory;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private VersionShelf shelf;
    private Fleet fleet;
    private Activator activator;

    @BeforeEach
    void start() throws Exception {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(ModelConfig.class)
                        .withMapping(ScalingConfig.class)
                        .withDefaultValues(
                                Map.of(
                                        "mlops.gateway.model.data-dir",
                                        directory.toString(),
                                        "mlops.gateway.model.max-loaded",
                                        String.valueOf(ROOM)))
                        .build();
        ModelConfig models = config.getConfigMapping(ModelConfig.class);
        AliasTable aliases = AliasTables.ofChampions(MODELS, models);
        DeploymentBook book = new DeploymentBook(aliases);
        shelf = Versions.shelfOfAny(directory);
        ArmTallies tallies = Tallies.in(metrics);
        fleet = new Fleet(book, shelf, tallies, models, new Bandits(metrics));
        Activities activities = new Activities();
        Waker waker =
                new Waker(
                        fleet,
                        book,
                        shelf,
                        activities,
                        new Eviction(fleet, activities),
                        new ScalingMetrics(metrics, fleet));
        activator =
                new Activator(
                        new Router(book, fleet, shelf, tallies),
                        waker,
                        book,
                        activities,
                        config.getConfigMapping(ScalingConfig.class));
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void noMoreAreInMemoryThanThereIsRoomForAndEachAnswersWhenItIsAskedFor() {
        // When
        fleet.reconcileAll();

        // Then
        assertThat(fleet.held()).hasSize(ROOM);
        assertThat(shelf.states()).hasSize(ROOM);
        assertThat(fleet.coldChampions())
                .hasSize(MODELS.size() - ROOM)
                .contains(new VersionId(MODELS.getLast(), "1"));
        assertThat(metrics.getMeters()).hasSizeLessThanOrEqualTo(ROOM * METERS);

        for (String model : List.of(MODELS.get(0), MODELS.get(5_000), MODELS.get(9_999))) {
            // When
            try (Route route = activator.route(model, null, "anybody")) {
                // Then
                assertThat(route.version().id()).isEqualTo(new VersionId(model, "1"));
            }
            assertThat(fleet.held()).contains(model).hasSize(ROOM);
            assertThat(shelf.loadedModels()).hasSize(ROOM);
        }

        // When
        fleet.reconcileAll();

        // Then
        assertThat(fleet.held()).hasSize(ROOM);
        assertThat(shelf.loadedModels()).hasSize(ROOM);
        assertThat(metrics.getMeters()).hasSizeLessThanOrEqualTo((ROOM + 2) * METERS);
    }
}
