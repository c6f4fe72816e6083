package io.minimlops.tracker.graphql;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.GraphQLContext;
import graphql.execution.DataFetcherResult;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Stage;
import io.minimlops.tracker.experiment.ExperimentCatalog;
import io.minimlops.tracker.experiment.ExperimentId;
import io.minimlops.tracker.forward.RegisteredVersions;
import io.minimlops.tracker.run.RunCatalog;
import io.minimlops.tracker.run.RunQuery;
import io.minimlops.tracker.run.RunSearch;
import io.minimlops.tracker.run.TrackedRun;
import io.minimlops.tracker.search.InvalidSearch;
import io.minimlops.tracker.sql.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The questions that can be asked.
@ApplicationScoped
class RootFields {

    /// In the context of a call: the `Authorization` header it came with.
    static final String AUTHORIZATION = "authorization";

    private static final int USUAL_RUNS = 1000;
    private static final int MOST_RUNS = 50_000;

    private final ExperimentCatalog experiments;
    private final RunCatalog runs;
    private final RunSearch search;
    private final RegisteredVersions registry;
    private final RunDetails details;

    RootFields(
            ExperimentCatalog experiments,
            RunCatalog runs,
            RunSearch search,
            RegisteredVersions registry,
            RunDetails details) {
        this.experiments = experiments;
        this.runs = runs;
        this.search = search;
        this.registry = registry;
        this.details = details;
    }

    RuntimeWiring.Builder addTo(RuntimeWiring.Builder wiring) {
        return wiring.type(
                        "Query",
                        it ->
                                it.dataFetcher("mlflowGetExperiment", answered(this::experiment))
                                        .dataFetcher("mlflowGetRun", answered(this::run))
                                        .dataFetcher("mlflowSearchRuns", answered(this::searchRuns))
                                        .dataFetcher(
                                                "mlflowGetMetricHistoryBulkInterval",
                                                answered(details::metrics))
                                        .dataFetcher(
                                                "mlflowListArtifacts", answered(details::artifacts))
                                        .dataFetcher(
                                                "mlflowSearchModelVersions",
                                                answered(this::searchVersions))
                                        .dataFetcher("test", RootFields::echo))
                .type(
                        "Mutation",
                        it ->
                                it.dataFetcher("mlflowSearchRuns", answered(this::searchRuns))
                                        .dataFetcher(
                                                "mlflowSearchDatasets", answered(details::datasets))
                                        .dataFetcher("testMutation", RootFields::echo));
    }

    /// What a feature refuses is an answer here.
    private static DataFetcher<Object> answered(DataFetcher<Object> field) {
        return call -> {
            try {
                return field.get(call);
            } catch (Refusal.Unavailable away) {
                throw away;
            } catch (Refusal refusal) {
                return Map.of("apiError", ApiError.of(refusal));
            } catch (InvalidSearch search) {
                return Map.of("apiError", ApiError.invalid(String.valueOf(search.getMessage())));
            }
        };
    }

    private Object experiment(DataFetchingEnvironment call) {
        String id = Input.of(call).required("experimentId", "experiment_id");
        return Map.of("experiment", experiments.get(ExperimentId.of(id)));
    }

    private Object run(DataFetchingEnvironment call) {
        TrackedRun run = runs.get(Input.of(call).runId());
        return withSources(call, Map.of("run", run), List.of(run));
    }

    private Object searchRuns(DataFetchingEnvironment call) {
        Input input = Input.of(call);
        Integer asked = input.number("maxResults");
        int most = asked == null ? USUAL_RUNS : asked;
        if (most < 1 || most > MOST_RUNS) {
            throw new Refusal.Invalid(
                    "Invalid value %d for parameter 'max_results' supplied. It must be at least 1 and at most %d."
                            .formatted(most, MOST_RUNS));
        }
        Page<TrackedRun> page =
                search.find(
                        new RunQuery(
                                input.texts("experimentIds").stream()
                                        .map(ExperimentId::of)
                                        .toList(),
                                input.text("filter"),
                                stages(input.text("runViewType")),
                                input.texts("orderBy"),
                                most,
                                input.text("pageToken")));
        return withSources(call, listing("runs", page.rows(), page.next()), page.rows());
    }

    private Object searchVersions(DataFetchingEnvironment call) {
        Input input = Input.of(call);
        JsonNode found =
                registry.search(
                        new RegisteredVersions.Query(
                                input.text("filter"),
                                input.longNumber("maxResults"),
                                input.texts("orderBy"),
                                input.text("pageToken"),
                                authorization(call.getGraphQlContext())));
        return listing(
                "modelVersions",
                found.path("model_versions").valueStream().toList(),
                found.path("next_page_token").textValue());
    }

    private DataFetcherResult<Object> withSources(
            DataFetchingEnvironment call, Map<String, ?> answer, List<TrackedRun> found) {
        return DataFetcherResult.newResult()
                .data(answer)
                .localContext(
                        new RunSources(
                                found,
                                experiments,
                                registry,
                                authorization(call.getGraphQlContext())))
                .build();
    }

    private static @Nullable String authorization(GraphQLContext context) {
        return context.get(AUTHORIZATION);
    }

    private static Map<String, ?> listing(String name, List<?> rows, @Nullable String next) {
        Map<String, @Nullable Object> listing = new HashMap<>();
        listing.put(name, rows);
        listing.put("nextPageToken", next);
        return listing;
    }

    private static Set<Stage> stages(@Nullable String viewType) {
        return switch (viewType) {
            case "DELETED_ONLY" -> EnumSet.of(Stage.DELETED);
            case "ALL" -> EnumSet.allOf(Stage.class);
            case null, default -> EnumSet.of(Stage.ACTIVE);
        };
    }

    private static Map<String, String> echo(DataFetchingEnvironment call) {
        String said = call.getArgument("inputString");
        return said == null ? Map.of() : Map.of("output", said);
    }
}
