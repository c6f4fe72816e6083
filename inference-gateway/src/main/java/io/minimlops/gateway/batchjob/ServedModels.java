package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.deployment.Deployment;
import io.minimlops.gateway.deployment.DeploymentBook;
import io.minimlops.gateway.deployment.Role;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.deployment.spec.DeploymentSpec;
import io.minimlops.gateway.deployment.traffic.ArmTally;
import io.minimlops.gateway.inference.InferenceRefused;
import io.minimlops.gateway.inference.PredictionRequest;
import io.minimlops.gateway.inference.RoutePredictor;
import io.minimlops.gateway.model.Lease;
import io.minimlops.gateway.model.LoadFailed;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.model.VersionId;
import io.minimlops.gateway.model.VersionShelf;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pinned versions from this process's shelf, in the queue that online requests use.
@ApplicationScoped
public class ServedModels implements PinnedModel.Source {

    /// Behind everybody: no level has this number, so it means the lowest.
    private static final int LAST = Integer.MAX_VALUE;

    private final VersionShelf shelf;
    private final DeploymentBook book;
    private final RoutePredictor predictor;

    ServedModels(VersionShelf shelf, DeploymentBook book, RoutePredictor predictor) {
        this.shelf = shelf;
        this.book = book;
        this.predictor = predictor;
    }

    @Override
    public PinnedModel open(BatchJob job) throws NotNow, JobFailed {
        Deployment deployment = book.find(job.deployment()).orElse(null);
        try {
            while (true) {
                LoadedVersion version = shelf.load(new VersionId(job.model(), job.version()));
                Optional<Lease> lease =
                        deployment == null
                                ? version.lease()
                                : version.lease(deployment.settings(version.standard()));
                if (lease.isPresent()) {
                    return new Served(
                            job,
                            new Route(
                                    job.deployment(),
                                    deployment == null ? DeploymentSpec.EMPTY : deployment.spec(),
                                    Role.PINNED,
                                    lease.get(),
                                    new ArmTally()));
                }
            }
        } catch (LoadFailed e) {
            if (e.kind().isOutage()) {
                throw new NotNow(e.reason(), e);
            }
            throw new JobFailed(
                    "%s version %s cannot be loaded: %s"
                            .formatted(job.model(), job.version(), e.reason()));
        }
    }

    private final class Served implements PinnedModel {

        private final BatchJob job;
        private final Route route;

        Served(BatchJob job, Route route) {
            this.job = job;
            this.route = route;
        }

        @Override
        public Signature signature() {
            return Signature.of(route.version());
        }

        @Override
        public int maxRows() {
            return route.version().isBatchable()
                    ? route.queue().settings().batching().maxRows()
                    : 1;
        }

        @Override
        public Answer predict(Map<String, Tensor> inputs, @Nullable Instant eventTime)
                throws Unpredictable, NotNow, InterruptedException {
            PredictionRequest request =
                    PredictionRequest.now(
                            job.deployment(),
                            job.version(),
                            job.id(),
                            job.id(),
                            inputs,
                            eventTime,
                            LAST,
                            job.correlationId());
            try {
                Outcome<List<Tensor>> outcome = predictor.predict(route, request);
                return new Answer(outcome.result(), outcome.batch().timing().total());
            } catch (InferenceRefused e) {
                throw told(e);
            }
        }

        /// @throws NotNow when any rows would be refused now
        private static Unpredictable told(InferenceRefused refused)
                throws NotNow, InterruptedException {
            return switch (refused.kind()) {
                case INVALID, MISSING_FEATURES, FAILED ->
                        new Unpredictable(refused.reason(), refused);
                case CANCELLED -> throw new InterruptedException(refused.reason());
                case UNKNOWN_MODEL, NOT_READY, OVERLOADED, LIMITED, EXPIRED, DEPENDENCY_AWAY ->
                        throw new NotNow(refused.reason(), refused);
            };
        }

        @Override
        public void close() {
            route.close();
        }
    }
}
