package io.minimlops.registry.contract;

import static io.minimlops.registry.Registry.newVersion;
import static io.minimlops.registry.Registry.unique;
import static io.minimlops.registry.Registry.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.registry.TrackerStub;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.RegisteredModel;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;

/// MLflow's own Java client against the wire.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "registry"))
@QuarkusTestResource(TrackerStub.class)
class MlflowJavaClientTest {

    private static MlflowClient client() {
        return new MlflowClient("http://localhost:" + RestAssured.port);
    }

    @Test
    void modelsAndVersionsAreReadAsTheClientExpects() throws Exception {
        String name = unique("java");
        String source = upload(Map.of("MLmodel", "a"));
        try (MlflowClient client = client()) {
            client.sendPost(
                    "registered-models/create",
                    "{\"name\":\"" + name + "\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}");
            newVersion(name, source);
            newVersion(name, source);

            RegisteredModel model = client.getRegisteredModel(name);
            assertThat(model.getName()).isEqualTo(name);
            assertThat(model.getCreationTimestamp()).isPositive();
            assertThat(model.getTags(0).getKey()).isEqualTo("k");
            assertThat(model.getLatestVersionsList())
                    .extracting(ModelVersion::getVersion)
                    .containsExactly("2");

            ModelVersion version = client.getModelVersion(name, "1");
            assertThat(version.getSource()).isEqualTo(source);
            assertThat(version.getStatus().name()).isEqualTo("READY");
            assertThat(version.getCurrentStage()).isEqualTo("None");
            assertThat(client.getModelVersionDownloadUri(name, "1")).isEqualTo(source);
        }
    }

    @Test
    void latestVersionsAreFoundByStage() throws Exception {
        String name = unique("java");
        try (MlflowClient client = client()) {
            client.sendPost("registered-models/create", "{\"name\":\"" + name + "\"}");
            newVersion(name);
            newVersion(name);
            client.sendPost(
                    "model-versions/transition-stage",
                    "{\"name\":\"" + name + "\",\"version\":\"1\",\"stage\":\"production\"}");

            assertThat(client.getLatestVersions(name)).hasSize(2);
            assertThat(client.getLatestVersions(name, List.of("Production")))
                    .extracting(ModelVersion::getVersion)
                    .containsExactly("1");
        }
    }

    @Test
    void searchPagesThroughAllVersions() throws Exception {
        String name = unique("java");
        try (MlflowClient client = client()) {
            client.sendPost("registered-models/create", "{\"name\":\"" + name + "\"}");
            for (int i = 0; i < 5; i++) {
                newVersion(name);
            }

            var first =
                    client.searchModelVersions(
                            "name = '" + name + "'", 3, List.of("version_number ASC"));
            var second =
                    client.searchModelVersions(
                            "name = '" + name + "'",
                            3,
                            List.of("version_number ASC"),
                            first.getNextPageToken().orElseThrow());

            assertThat(first.getItems())
                    .extracting(ModelVersion::getVersion)
                    .containsExactly("1", "2", "3");
            assertThat(second.getItems())
                    .extracting(ModelVersion::getVersion)
                    .containsExactly("4", "5");
            assertThat(second.getNextPageToken()).isEmpty();
        }
    }

    @Test
    void anUnknownModelIsA404TheClientCanRead() throws Exception {
        try (MlflowClient client = client()) {
            assertThatThrownBy(() -> client.getRegisteredModel("nobody"))
                    .isInstanceOfSatisfying(
                            MlflowHttpException.class,
                            refusal -> {
                                assertThat(refusal.getStatusCode()).isEqualTo(404);
                                assertThat(refusal.getBodyMessage())
                                        .contains("RESOURCE_DOES_NOT_EXIST");
                            });
        }
    }
}
