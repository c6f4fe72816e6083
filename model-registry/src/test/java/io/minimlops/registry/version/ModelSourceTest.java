package io.minimlops.registry.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.registry.Refused;
import io.minimlops.registry.artifact.ArtifactLocation;
import io.minimlops.registry.version.ModelSource.Elsewhere;
import io.minimlops.registry.version.ModelSource.InStore;
import io.minimlops.registry.version.ModelSource.OfAlias;
import io.minimlops.registry.version.ModelSource.OfLoggedModel;
import io.minimlops.registry.version.ModelSource.OfRun;
import io.minimlops.registry.version.ModelSource.OfVersion;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSourceTest {

    static Stream<Arguments> sources() {
        return Stream.of(
                source("mlflow-artifacts:/1/r/artifacts/model", inStore("1/r/artifacts/model/")),
                source("mlflow-artifacts://host:5000/1/r", inStore("1/r/")),
                source("mlflow-artifacts:///1//r/", inStore("1/r/")),
                source("s3://bucket/1/r/", inStore("1/r/")),
                source("s3://other/1/r", new Elsewhere("s3://other/1/r")),
                source("runs:/r/model/deep", new OfRun("r", "model/deep")),
                source("runs:/r", new OfRun("r", "")),
                source("models:/late flights/3", new OfVersion("late flights", 3)),
                source("models:/late@champion", new OfAlias("late", "champion")),
                source("models:/m-0123abc", new OfLoggedModel("m-0123abc")),
                source("file:///home/me/model", new Elsewhere("file:///home/me/model")),
                source("path/to/model", new Elsewhere("path/to/model")),
                source("https://host/a+b%20c", new Elsewhere("https://host/a+b%20c")));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSourceSaysWhereItsFilesLie(String source, ModelSource expected) {
        assertThat(ModelSource.parse(source, "bucket")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mlflow-artifacts:/1/../2",
                "mlflow-artifacts:/1/%2e%2e/2",
                "mlflow-artifacts:/1/%252e%252e/2",
                "mlflow-artifacts:/1/..%2f2",
                "mlflow-artifacts:/1/..%5c2",
                "s3://bucket/../x",
                "file:///a/../../etc/passwd",
                "runs:/r/../../other",
                "models:/a/..",
                "mlflow-artifacts:/1/a#b",
                "mlflow-artifacts:/%zz",
                "mlflow-artifacts:/",
                "s3://bucket",
                "s3://bucket/",
                "models:/",
                "models:/a/b/c",
                "models:/a/latest"
            })
    void aSourceThatClimbsOutOrNamesNothingIsRefused(String source) {
        assertThatThrownBy(
                        () -> {
                            if (ModelSource.parse(source, "bucket") instanceof Elsewhere) {
                                throw new AssertionError("taken for something elsewhere");
                            }
                        })
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Invalid model version source");
    }

    private static InStore inStore(String prefix) {
        return new InStore(new ArtifactLocation("bucket", prefix));
    }

    private static Arguments source(String source, ModelSource expected) {
        return Arguments.of(source, expected);
    }
}
