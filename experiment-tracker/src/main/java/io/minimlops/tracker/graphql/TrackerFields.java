package io.minimlops.tracker.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.minimlops.tracker.experiment.ExperimentView;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.metric.RunPoint;
import io.minimlops.tracker.run.RunView;
import io.minimlops.tracker.run.TrackedRun;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where the schema's fields are in what the features answer. Those with the same name need no
/// mention.
final class TrackerFields {

    private TrackerFields() {}

    static RuntimeWiring.Builder addTo(RuntimeWiring.Builder wiring) {
        runs(wiring);
        runInfo(wiring);
        experiments(wiring);
        metrics(wiring);
        return wiring.type("MlflowModelVersion", it -> it.defaultDataFetcher(SNAKE_CASE))
                .type("MlflowModelVersionTag", it -> it.defaultDataFetcher(SNAKE_CASE));
    }

    private static void runs(RuntimeWiring.Builder wiring) {
        DataFetcher<Object> same = DataFetchingEnvironment::getSource;
        wiring.type(
                        "MlflowRunExtension",
                        it ->
                                it.dataFetcher("info", of(TrackedRun.class, TrackedRun::run))
                                        .dataFetcher("data", same)
                                        .dataFetcher("inputs", same)
                                        .dataFetcher("outputs", same)
                                        .dataFetcher("experiment", TrackerFields::experiment)
                                        .dataFetcher("modelVersions", TrackerFields::versions))
                .type(
                        "MlflowRunInputs",
                        it ->
                                it.dataFetcher(
                                                "datasetInputs",
                                                of(TrackedRun.class, TrackedRun::datasets))
                                        .dataFetcher(
                                                "modelInputs",
                                                of(TrackedRun.class, TrackedRun::modelInputs)))
                .type("MlflowModelInput", it -> it.dataFetcher("modelId", same))
                .type("MlflowDatasetInput", it -> it.dataFetcher("dataset", same));
    }

    private static void runInfo(RuntimeWiring.Builder wiring) {
        wiring.type(
                "MlflowRunInfo",
                it ->
                        it.dataFetcher("runUuid", of(RunView.class, RunView::runId))
                                .dataFetcher("runName", of(RunView.class, RunView::name))
                                .dataFetcher("userId", of(RunView.class, RunView::user))
                                .dataFetcher("startTime", of(RunView.class, RunView::startedAt))
                                .dataFetcher("endTime", of(RunView.class, RunView::endedAt))
                                .dataFetcher(
                                        "lifecycleStage",
                                        of(RunView.class, run -> run.stage().word())));
    }

    private static void experiments(RuntimeWiring.Builder wiring) {
        wiring.type(
                "MlflowExperiment",
                it ->
                        it.dataFetcher("experimentId", of(ExperimentView.class, ExperimentView::id))
                                .dataFetcher(
                                        "lastUpdateTime",
                                        of(ExperimentView.class, ExperimentView::updatedAt))
                                .dataFetcher(
                                        "creationTime",
                                        of(ExperimentView.class, ExperimentView::createdAt))
                                .dataFetcher(
                                        "lifecycleStage",
                                        of(
                                                ExperimentView.class,
                                                experiment -> experiment.stage().word())));
    }

    private static void metrics(RuntimeWiring.Builder wiring) {
        wiring.type(
                        "MlflowMetricExtension",
                        it -> it.dataFetcher("value", of(MetricPoint.class, TrackerFields::value)))
                .type(
                        "MlflowMetricWithRunId",
                        it ->
                                it.dataFetcher("key", ofPoint(MetricPoint::key))
                                        .dataFetcher("value", ofPoint(TrackerFields::value))
                                        .dataFetcher("timestamp", ofPoint(MetricPoint::timestamp))
                                        .dataFetcher("step", ofPoint(MetricPoint::step)));
    }

    private static final DataFetcher<@Nullable Object> SNAKE_CASE =
            field -> {
                String name = field.getField().getName().replaceAll("([A-Z])", "_$1").toLowerCase();
                JsonNode value = field.<JsonNode>getSource().path(name);
                if (value.isMissingNode() || value.isNull()) {
                    return null;
                }
                return value.isArray() ? elements(name, value) : value.asText();
            };

    private static Object elements(String name, JsonNode array) {
        return name.equals("aliases")
                ? array.valueStream().map(JsonNode::asText).toList()
                : array.valueStream().toList();
    }

    private static Object experiment(DataFetchingEnvironment field) {
        return field.<RunSources>getLocalContext().experiment(field.getSource());
    }

    private static Object versions(DataFetchingEnvironment field) {
        return field.<RunSources>getLocalContext().versions(field.getSource());
    }

    /// GraphQL's numbers know no NaN.
    private static @Nullable Double value(MetricPoint point) {
        return Double.isNaN(point.value()) ? null : point.value();
    }

    private static DataFetcher<@Nullable Object> ofPoint(
            Function<MetricPoint, @Nullable Object> field) {
        return of(RunPoint.class, point -> field.apply(point.point()));
    }

    private static <S> DataFetcher<@Nullable Object> of(
            Class<S> source, Function<S, @Nullable Object> field) {
        return call -> field.apply(source.cast(call.getSource()));
    }
}
