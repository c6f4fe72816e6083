package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.artifact.ArtifactPath;
import io.minimlops.tracker.artifact.DirectAccess;
import io.minimlops.tracker.artifact.RunArtifacts;
import io.minimlops.tracker.run.RunCatalog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Lets clients of runs whose files do not travel through this server send one straight to the
/// store.
@Path("/api/2.0/mlflow/artifacts/presigned-upload-url")
@Tag(name = "artifacts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PresignedUploadResource {

    private static final int USUAL = 900;
    private static final int LONGEST = 7 * 24 * 3600;

    private final RunCatalog runs;
    private final RunArtifacts artifacts;
    private final DirectAccess access;

    PresignedUploadResource(RunCatalog runs, RunArtifacts artifacts, DirectAccess access) {
        this.runs = runs;
        this.artifacts = artifacts;
        this.access = access;
    }

    record Ask(@Nullable String runId, @Nullable String path, @Nullable Integer expiration)
            implements Request {}

    record Address(String presignedUrl, Map<String, String> headers) {}

    @POST
    public Address address(Ask ask) {
        String uri = runs.view(Required.text("run_id", ask.runId())).artifactUri();
        ArtifactPath file = ArtifactPath.of(Required.text("path", ask.path()));
        if (uri.startsWith("mlflow-artifacts:")) {
            throw new Refusal.Invalid(
                    "Presigned upload is not supported for the current artifact repository: the"
                            + " run's artifacts travel through this server");
        }
        int seconds =
                Required.between(
                        1,
                        LONGEST,
                        "expiration",
                        ask.expiration() == null ? USUAL : ask.expiration());
        return new Address(
                access.toSend(artifacts.root(uri).resolve(file), Duration.ofSeconds(seconds)).url(),
                Map.of());
    }
}
