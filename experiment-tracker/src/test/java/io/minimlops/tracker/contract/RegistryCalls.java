package io.minimlops.tracker.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;

/// Every call of the client about registered models: asked of the tracker, answered by the
/// registry behind it.
final class RegistryCalls {

    private static final String NAME = "golden-flights";
    private static final String FILTER = "name = '" + NAME + "'";

    private RegistryCalls() {}

    static Map<String, ClientCall> all() {
        Map<String, ClientCall> calls = new LinkedHashMap<>();
        calls.put(
                "getRegisteredModel(String)",
                g ->
                        assertThat(
                                        g.client()
                                                .getRegisteredModel(NAME)
                                                .getLatestVersions(0)
                                                .getVersion())
                                .isEqualTo("2"));
        calls.put(
                "getLatestVersions(String)",
                g -> assertThat(g.client().getLatestVersions(NAME)).hasSize(1));
        calls.put(
                "getLatestVersions(String,Iterable)",
                g ->
                        assertThat(g.client().getLatestVersions(NAME, List.of("Staging")))
                                .extracting(ModelVersion::getCurrentStage)
                                .containsExactly("Staging"));
        calls.put(
                "getModelVersion(String,String)",
                g -> assertThat(g.client().getModelVersion(NAME, "2").getRunId()).hasSize(32));
        calls.put(
                "getModelVersionDownloadUri(String,String)",
                g ->
                        assertThat(g.client().getModelVersionDownloadUri(NAME, "2"))
                                .startsWith("mlflow-artifacts:/"));
        calls.put(
                "searchModelVersions()",
                g -> assertThat(g.client().searchModelVersions().getItems()).hasSize(1));
        calls.put(
                "searchModelVersions(String)",
                g -> assertThat(g.client().searchModelVersions(FILTER).getItems()).hasSize(1));
        calls.put(
                "searchModelVersions(String,int,List)",
                g ->
                        assertThat(
                                        g.client()
                                                .searchModelVersions(FILTER, 5, List.of("name ASC"))
                                                .getItems())
                                .extracting(ModelVersion::getVersion)
                                .containsExactly("2"));
        calls.put(
                "searchModelVersions(String,int,List,String)",
                g ->
                        assertThat(
                                        g.client()
                                                .searchModelVersions(FILTER, 5, List.of(), "token")
                                                .getItems())
                                .hasSize(1));
        calls.put(
                "sendPatch(String,String)",
                g ->
                        assertThat(
                                        g.client()
                                                .sendPatch(
                                                        "registered-models/update",
                                                        "{\"name\":\"" + NAME + "\"}"))
                                .contains(NAME));
        return calls;
    }
}
