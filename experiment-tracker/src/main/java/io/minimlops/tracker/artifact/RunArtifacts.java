package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/// Where in our store the files behind an artifact URI are.
@ApplicationScoped
public class RunArtifacts {

    private static final String PROXIED = "mlflow-artifacts:/";

    private final S3Config config;

    RunArtifacts(S3Config config) {
        this.config = config;
    }

    /// @param uri `mlflow-artifacts:/…`, or `s3://…` in our own bucket
    /// @throws Refusal.Invalid when the files are not in our store
    public ArtifactPath root(String uri) {
        String ours = "s3://" + config.artifactBucket() + "/";
        if (uri.startsWith(PROXIED)) {
            return ArtifactPath.of(withoutHost(uri.substring(PROXIED.length())));
        }
        if (uri.startsWith(ours)) {
            return ArtifactPath.of(uri.substring(ours.length()));
        }
        throw new Refusal.Invalid(
                "The artifacts at '"
                        + uri
                        + "' are not kept by this server: fetch them from there");
    }

    /// `mlflow-artifacts://host:port/path` names this very server.
    private static String withoutHost(String rest) {
        if (!rest.startsWith("/")) {
            return rest;
        }
        int path = rest.indexOf('/', 1);
        return path < 0 ? "" : rest.substring(path + 1);
    }
}
