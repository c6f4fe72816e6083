package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.mlflow.BodyReader.list;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.run.DatasetSearch;
import io.minimlops.tracker.run.DatasetSummary;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// `mlflow/experiments/search-datasets`: what the browser offers to filter runs by.
@Path("/api/2.0/mlflow/experiments/search-datasets")
@Tag(name = "experiments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DatasetResource {

    private static final int MOST_EXPERIMENTS = 20;

    private final DatasetSearch datasets;

    DatasetResource(DatasetSearch datasets) {
        this.datasets = datasets;
    }

    record Search(@Nullable List<String> experimentIds) implements Request {}

    record Listing(List<Summary> datasetSummaries) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Summary(String experimentId, String name, String digest, @Nullable String context) {
        static Summary of(DatasetSummary found) {
            return new Summary(
                    Long.toString(found.experimentId()),
                    found.name(),
                    found.digest(),
                    found.context());
        }
    }

    @POST
    public Listing search(Search request) {
        List<String> ids = list(request.experimentIds());
        if (ids.isEmpty()) {
            throw new Refusal.Invalid(
                    "SearchDatasets request must specify at least one experiment_id.");
        }
        if (ids.size() > MOST_EXPERIMENTS) {
            throw new Refusal.Invalid(
                    "SearchDatasets request cannot specify more than 20 experiment_ids. Received %d experiment_ids."
                            .formatted(ids.size()));
        }
        List<Long> experiments = ids.stream().map(ExperimentId::of).toList();
        return new Listing(datasets.usedIn(experiments).stream().map(Summary::of).toList());
    }
}
