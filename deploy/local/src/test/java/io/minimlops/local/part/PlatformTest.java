package io.minimlops.local.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.local.home.Home;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformTest {

    private static final Home HOME = Home.at(Path.of("some home"));

    @Test
    void theOffsetMovesEveryPort() {
        Platform platform = new Platform(HOME, 100, Path.of("."));

        assertThat(platform.addresses())
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9192")
                .containsEntry("MLOPS_S3_ENDPOINT", "http://127.0.0.1:9100")
                .containsEntry("MLOPS_GATEWAY_URL", "http://127.0.0.1:8100")
                .containsEntry("MLOPS_JDBC_TRACKER", "jdbc:postgresql://127.0.0.1:5532/tracker")
                .doesNotContainKey("MLOPS_JDBC_GATEWAY");
    }

    @Test
    void noTwoPartsShareAPort() {
        List<Integer> ports =
                Arrays.stream(Part.values()).flatMap(it -> it.ports(0).stream()).toList();

        assertThat(new HashSet<>(ports)).hasSameSizeAs(ports);
    }

    @Test
    void aPartIsKnownByItsFolderAndByItsShortName() {
        assertThat(Part.named("model-registry")).contains(Part.MODEL_REGISTRY);
        assertThat(Part.named("registry")).contains(Part.MODEL_REGISTRY);
        assertThat(Part.named("kafka")).contains(Part.KAFKA);
        assertThat(Part.named("nonsense")).isEmpty();
    }

    @Test
    void heapAndOptionsOfAServiceCanBeChanged() {
        List<String> command =
                new ServiceJvm(
                                Part.FEATURE_STORE,
                                Path.of("app"),
                                Path.of("features.jsa"),
                                Path.of("tmp"),
                                Map.of(
                                        "MLOPS_HEAP_FEATURES", "512M",
                                        "MLOPS_JAVA_OPTS_FEATURES", "-Da=1 -Db=2"))
                        .command();

        assertThat(command).contains("-Xmx512m", "-Da=1", "-Db=2").endsWith("app/quarkus-run.jar");
    }

    @Test
    void whatIsNotBuiltIsNamed() {
        assertThat(new Platform(HOME, 0, Path.of("nowhere")).unbuilt())
                .containsExactlyElementsOf(Part.services());
    }
}
