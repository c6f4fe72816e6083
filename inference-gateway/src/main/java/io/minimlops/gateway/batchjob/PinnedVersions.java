package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.deployment.Deployment;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.Waker;
import io.minimlops.gateway.model.LoadFailed;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Finds the version that is to predict all rows of a job.
@ApplicationScoped
public class PinnedVersions {

    private final DeploymentBook book;
    private final Waker waker;
    private final VersionShelf shelf;

    PinnedVersions(DeploymentBook book, Waker waker, VersionShelf shelf) {
        this.book = book;
        this.waker = waker;
        this.shelf = shelf;
    }

    record Pinned(VersionId id, Signature signature) {}

    /// @param version absent: the champion of this moment
    Pinned pin(String name, @Nullable String version) {
        Deployment deployment = book.ofVersions(name, "a batch job is for one");
        LoadedVersion loaded =
                version == null
                        ? waker.champion(name)
                                .orElseThrow(
                                        () ->
                                                new ProblemException(
                                                        new Problem.Unavailable(
                                                                name,
                                                                "no version of deployment '%s' is ready"
                                                                        .formatted(name))))
                        : load(new VersionId(deployment.model(), version));
        return new Pinned(loaded.id(), Signature.of(loaded));
    }

    private LoadedVersion load(VersionId id) {
        try {
            return shelf.load(id);
        } catch (LoadFailed e) {
            throw new ProblemException(e.problem(id.toString()), e);
        }
    }
}
