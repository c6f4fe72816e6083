package io.minimlops.registry.version;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import io.minimlops.registry.artifact.ArtifactLocation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a version's `source` points to.
sealed interface ModelSource {

    /// `mlflow-artifacts:/1/run/artifacts/model`, `s3://mlops-artifacts/…`
    record InStore(ArtifactLocation location) implements ModelSource {}

    /// `runs:/<run id>/<path>`
    record OfRun(String runId, String path) implements ModelSource {}

    /// `models:/<name>/<version>`
    record OfVersion(String model, int version) implements ModelSource {}

    /// `models:/<name>@<alias>`
    record OfAlias(String model, String alias) implements ModelSource {}

    /// `models:/m-<id>`
    record OfLoggedModel(String id) implements ModelSource {}

    /// Another bucket, a local directory, a web address: nothing the registry reads.
    record Elsewhere(String uri) implements ModelSource {}

    Pattern PROXIED = Pattern.compile("mlflow-artifacts:(?://[^/]*)?/*(.*)");
    Pattern S3 = Pattern.compile("s3a?://([^/]+)/*(.*)");
    Pattern RUN = Pattern.compile("runs:/+([^/]+)/*(.*)");
    Pattern LOGGED_MODEL = Pattern.compile("models:/+(m-[0-9a-zA-Z]+)");
    Pattern VERSION = Pattern.compile("models:/+([^/@]+)/(\\d{1,9})");
    Pattern ALIAS = Pattern.compile("models:/+([^/@]+)@([^/@]+)");

    /// @param bucket the one we read
    static ModelSource parse(String source, String bucket) {
        SourcePath.refuseEscapes(source);
        Matcher proxied = PROXIED.matcher(source);
        if (proxied.matches()) {
            return new InStore(ArtifactLocation.of(bucket, proxied.group(1)));
        }
        Matcher s3 = S3.matcher(source);
        if (s3.matches()) {
            return s3.group(1).equals(bucket)
                    ? new InStore(ArtifactLocation.of(bucket, s3.group(2)))
                    : new Elsewhere(source);
        }
        Matcher run = RUN.matcher(source);
        if (run.matches()) {
            return new OfRun(run.group(1), run.group(2));
        }
        return source.startsWith("models:") ? parseModel(source) : new Elsewhere(source);
    }

    private static ModelSource parseModel(String source) {
        Matcher loggedModel = LOGGED_MODEL.matcher(source);
        if (loggedModel.matches()) {
            return new OfLoggedModel(loggedModel.group(1));
        }
        Matcher version = VERSION.matcher(source);
        if (version.matches()) {
            return new OfVersion(version.group(1), Integer.parseInt(version.group(2)));
        }
        Matcher alias = ALIAS.matcher(source);
        if (alias.matches()) {
            return new OfAlias(alias.group(1), alias.group(2));
        }
        throw new Refused(
                new InvalidValue(
                        "Invalid model version source: '%s'. Expected models:/<name>/<version>, models:/<name>@<alias> or models:/<model id>"
                                .formatted(source)));
    }
}
