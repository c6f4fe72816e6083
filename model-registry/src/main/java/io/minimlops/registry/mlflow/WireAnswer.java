package io.minimlops.registry.mlflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The envelopes of MLflow's answers.
public final class WireAnswer {

    private WireAnswer() {}

    /// `{}`
    public record Nothing() {}

    public record OneModel(@JsonProperty("registered_model") WireModel model) {}

    public record OneVersion(@JsonProperty("model_version") WireVersion version) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Models(
            @JsonProperty("registered_models") List<WireModel> models,
            @JsonProperty("next_page_token") @Nullable String nextPageToken) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Versions(
            @JsonProperty("model_versions") List<WireVersion> versions,
            @JsonProperty("next_page_token") @Nullable String nextPageToken) {}

    public record DownloadUri(@JsonProperty("artifact_uri") String artifactUri) {}
}
