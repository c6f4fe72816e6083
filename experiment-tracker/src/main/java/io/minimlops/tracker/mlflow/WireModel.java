package io.minimlops.tracker.mlflow;

import static io.minimlops.tracker.mlflow.BodyReader.list;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.loggedmodel.LoggedModelQuery;
import io.minimlops.tracker.loggedmodel.LoggedModelQuery.OnDataset;
import io.minimlops.tracker.loggedmodel.LoggedModelQuery.Order;
import io.minimlops.tracker.loggedmodel.LoggedModelView;
import io.minimlops.tracker.loggedmodel.ModelMetric;
import io.minimlops.tracker.loggedmodel.ModelStatus;
import io.minimlops.tracker.loggedmodel.NewLoggedModel;
import io.minimlops.tracker.search.FilterLanguage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A logged model on the wire, and the bodies of the calls about logged models.
record WireModel(About info, Logged data) {

    private static final String STATUS_PREFIX = "LOGGED_MODEL_";
    private static final int USUAL_RESULTS = 50;
    private static final int MOST_RESULTS = 1000;

    static WireModel of(LoggedModelView model) {
        return new WireModel(About.of(model), Logged.of(model));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record About(
            String modelId,
            String experimentId,
            String name,
            long creationTimestampMs,
            long lastUpdatedTimestampMs,
            String artifactUri,
            String status,
            @Nullable String modelType,
            @Nullable String sourceRunId,
            List<WireTag> tags) {

        static About of(LoggedModelView model) {
            return new About(
                    model.modelId(),
                    Long.toString(model.experimentId()),
                    model.name(),
                    model.createdAt(),
                    model.updatedAt(),
                    model.artifactUri(),
                    STATUS_PREFIX + model.status().name(),
                    model.modelType(),
                    model.sourceRunId(),
                    WireTag.of(model.tags()));
        }
    }

    record Logged(List<WireTag> params, List<Measured> metrics) {
        static Logged of(LoggedModelView model) {
            return new Logged(
                    WireTag.of(model.params()),
                    model.metrics().stream().map(Measured::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Measured(
            String key,
            double value,
            long timestamp,
            long step,
            String modelId,
            String runId,
            @Nullable String datasetName,
            @Nullable String datasetDigest) {

        static Measured of(ModelMetric metric) {
            return new Measured(
                    metric.point().key(),
                    metric.point().value(),
                    metric.point().timestamp(),
                    metric.point().step(),
                    metric.modelId(),
                    metric.runId(),
                    metric.datasetName(),
                    metric.datasetDigest());
        }
    }

    record Found(WireModel model) {}

    record Listing(List<WireModel> models, @Nullable String nextPageToken) {}

    record Create(
            @Nullable String experimentId,
            @Nullable String name,
            @Nullable String modelType,
            @Nullable String sourceRunId,
            @Nullable List<WireTag> params,
            @Nullable List<WireTag> tags)
            implements Request {

        NewLoggedModel model() {
            return new NewLoggedModel(
                    ExperimentId.of(Required.text("experiment_id", experimentId)),
                    name == null ? "" : name,
                    modelType,
                    sourceRunId,
                    WireTag.tags("params", params),
                    WireTag.tags("tags", tags));
        }
    }

    /// The wire's names of what [ModelStatus] says.
    enum Status {
        LOGGED_MODEL_PENDING,
        LOGGED_MODEL_READY,
        LOGGED_MODEL_UPLOAD_FAILED
    }

    record Finish(@Nullable Status status) implements Request {
        ModelStatus finished() {
            return switch (Required.value("status", status)) {
                case LOGGED_MODEL_PENDING -> ModelStatus.PENDING;
                case LOGGED_MODEL_READY -> ModelStatus.READY;
                case LOGGED_MODEL_UPLOAD_FAILED -> ModelStatus.UPLOAD_FAILED;
            };
        }
    }

    record Tags(@Nullable List<WireTag> tags) implements Request {}

    record Params(@Nullable List<WireTag> params) implements Request {}

    record Dataset(@Nullable String datasetName, @Nullable String datasetDigest) {}

    record OrderBy(
            @Nullable String fieldName,
            @Nullable Boolean ascending,
            @Nullable String datasetName,
            @Nullable String datasetDigest) {

        Order order() {
            return new Order(
                    Required.text("order_by.field_name", fieldName),
                    ascending == null || ascending,
                    datasetName == null ? null : new OnDataset(datasetName, datasetDigest));
        }
    }

    record Search(
            @Nullable List<String> experimentIds,
            @Nullable String filter,
            @Nullable List<Dataset> datasets,
            @Nullable Integer maxResults,
            @Nullable List<OrderBy> orderBy,
            @Nullable String pageToken)
            implements Request {

        LoggedModelQuery query(FilterLanguage language) {
            List<String> experiments = Required.value("experiment_ids", experimentIds);
            int asked = maxResults == null || maxResults == 0 ? USUAL_RESULTS : maxResults;
            return new LoggedModelQuery(
                    experiments.stream().map(ExperimentId::of).toList(),
                    filter,
                    list(datasets).stream()
                            .map(
                                    d ->
                                            new OnDataset(
                                                    Required.text(
                                                            "datasets.dataset_name",
                                                            d.datasetName()),
                                                    d.datasetDigest()))
                            .toList(),
                    list(orderBy).stream().map(OrderBy::order).toList(),
                    Required.between(1, MOST_RESULTS, "max_results", asked),
                    pageToken,
                    language);
        }
    }
}
