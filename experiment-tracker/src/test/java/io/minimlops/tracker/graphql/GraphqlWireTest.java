package io.minimlops.tracker.graphql;

import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.minimlops.tracker.Mlflow.post;
import static io.minimlops.tracker.Mlflow.setTag;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.fault.StubRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(StubRegistry.class)
class GraphqlWireTest {

    /// What the run page wants to know.
    private static final String RUN_PAGE =
            """
            query GetRun($data: MlflowGetRunInput!) @component(name: "pages.run") {
              mlflowGetRun(input: $data) {
                __typename
                apiError { helpUrl code message }
                run {
                  info { runName status runUuid experimentId artifactUri endTime lifecycleStage
                         startTime userId }
                  experiment { experimentId name tags { key value } artifactLocation
                               lifecycleStage lastUpdateTime }
                  modelVersions { status version name source creationTimestamp aliases
                                  tags { key value } }
                  data { metrics { key value step timestamp } params { key value }
                         tags { key value } }
                  inputs { datasetInputs { dataset { digest name profile schema source sourceType }
                                           tags { key value } }
                           modelInputs { modelId } }
                  outputs { modelOutputs { modelId step } }
                }
              }
            }
            """;

    private static final String VERSION =
            """
            {"name":"m","version":"7","run_id":"%s","status":"READY","creation_timestamp":5,
             "aliases":["champion"],"tags":[{"key":"k","value":"v"}]}\
            """;

    /// What the registry says about the runs.
    private static void registered(String... runs) {
        String versions =
                Arrays.stream(runs).map(VERSION::formatted).collect(Collectors.joining(","));
        for (String run : runs) {
            StubRegistry.answer(run, "{\"model_versions\":[" + versions + "]}");
        }
    }

    private static final String FOUND = "data.mlflowGetRun.run.";

    @Test
    void theRunPageLearnsAllOfARun() {
        String experiment = newExperiment();
        String run = newRun(experiment, 1_700_000_000_123L);
        logMetric(run, "loss", 0.25, 9_007_199_254_740_993L);
        logParam(run, "depth", "4");
        setTag(run, "mlflow.user", "ada");
        registered(run);
        post(
                        "runs/log-inputs",
                        Map.of(
                                "run_id",
                                run,
                                "datasets",
                                List.of(
                                        Map.of(
                                                "tags",
                                                List.of(Map.of("key", "k", "value", "train")),
                                                "dataset",
                                                Map.of(
                                                        "name", "cities",
                                                        "digest", "d1",
                                                        "source_type", "local",
                                                        "source", "{}"))),
                                "models",
                                List.of(Map.of("model_id", "m-in"))))
                .statusCode(200);
        post(
                        "runs/outputs",
                        Map.of(
                                "run_id",
                                run,
                                "models",
                                List.of(Map.of("model_id", "m-1", "step", 3))))
                .statusCode(200);

        var answer = Graphql.ask(RUN_PAGE, Map.of("data", Map.of("runId", run)));

        answer.statusCode(200)
                .body("errors", nullValue())
                .body("data.mlflowGetRun.apiError", nullValue())
                .body("data.mlflowGetRun.__typename", is("MlflowGetRunResponse"))
                .body(FOUND + "info.runUuid", is(run))
                .body(FOUND + "info.status", is("RUNNING"))
                .body(FOUND + "info.startTime", is("1700000000123"))
                .body(FOUND + "info.endTime", nullValue())
                .body(FOUND + "info.lifecycleStage", is("active"))
                .body(FOUND + "experiment.experimentId", is(experiment))
                .body(FOUND + "data.metrics[0].value", is(0.25f))
                .body(FOUND + "data.metrics[0].step", is("9007199254740993"))
                .body(FOUND + "data.params[0].value", is("4"))
                .body(FOUND + "data.tags.key", contains("mlflow.runName", "mlflow.user"))
                .body(FOUND + "inputs.datasetInputs[0].dataset.name", is("cities"))
                .body(FOUND + "inputs.datasetInputs[0].tags[0].value", is("train"))
                .body(FOUND + "inputs.modelInputs[0].modelId", is("m-in"))
                .body(FOUND + "outputs.modelOutputs[0].modelId", is("m-1"))
                .body(FOUND + "outputs.modelOutputs[0].step", is("3"))
                .body(FOUND + "modelVersions[0].version", is("7"))
                .body(FOUND + "modelVersions[0].creationTimestamp", is("5"))
                .body(FOUND + "modelVersions[0].aliases", contains("champion"))
                .body(FOUND + "modelVersions[0].tags[0].value", is("v"));
    }

    @Test
    void whatIsNoNumberIsNull() {
        String run = newRun();
        logMetric(run, "loss", "NaN", 0);

        Graphql.ask(RUN_PAGE, Map.of("data", Map.of("runUuid", run)))
                .body("errors", nullValue())
                .body(FOUND + "data.metrics[0].key", is("loss"))
                .body(FOUND + "data.metrics[0].value", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "mlflowGetRun(input: {runId: \"none\"}),RESOURCE_DOES_NOT_EXIST,not found",
        "mlflowGetRun(input: {}),INVALID_PARAMETER_VALUE,'run_id'",
        "mlflowGetRun,INVALID_PARAMETER_VALUE,'run_id'",
        "mlflowGetExperiment(input: {experimentId: \"999999\"}),RESOURCE_DOES_NOT_EXIST,exists",
        "mlflowGetExperiment(input: {experimentId: \"x\"}),INVALID_PARAMETER_VALUE,Invalid",
        "mlflowSearchRuns(input: {maxResults: 0}),INVALID_PARAMETER_VALUE,max_results",
        "'mlflowSearchRuns(input: {experimentIds: [\"0\"], filter: \"a b"
                + " c\"})',INVALID_PARAMETER_VALUE,a",
        "mlflowSearchRuns(input: {experimentIds: [null]}),INVALID_PARAMETER_VALUE,null",
        "mlflowGetMetricHistoryBulkInterval(input: {metricKey: \"k\"}),INVALID_PARAMETER_VALUE,at"
                + " least one",
        "mlflowListArtifacts(input: {runId: \"none\"}),RESOURCE_DOES_NOT_EXIST,not found"
    })
    void whatCannotBeAnsweredSaysWhy(String field, String code, String message) {
        Graphql.ask("{asked: %s {apiError {code message}}}".formatted(field))
                .statusCode(200)
                .body("errors", nullValue())
                .body("data.asked.apiError.code", is(code))
                .body("data.asked.apiError.message", containsString(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "mutation"})
    void runsAreFoundInBothKindsOfOperation(String kind) {
        String experiment = newExperiment();
        String older = newRun(experiment, 1);
        String newer = newRun(experiment, 2);
        registered(older, newer);

        Graphql.ask(
                        kind
                                + " S($data: MlflowSearchRunsInput!) {mlflowSearchRuns(input:"
                                + " $data) {nextPageToken runs {info {runId} modelVersions"
                                + " {runId}}}}",
                        Map.of("data", Map.of("experimentIds", List.of(experiment))))
                .body("errors", nullValue())
                .body("data.mlflowSearchRuns.nextPageToken", nullValue())
                .body("data.mlflowSearchRuns.runs.info.runId", contains(newer, older))
                .body(
                        "data.mlflowSearchRuns.runs.modelVersions.runId.flatten()",
                        contains(newer, older));
    }

    @Test
    void runsArePagedAndFiltered() {
        String experiment = newExperiment();
        newRun(experiment, 1);
        String second = newRun(experiment, 2);
        String search =
                "query S($data: MlflowSearchRunsInput!) {mlflowSearchRuns(input: $data)"
                        + " {nextPageToken runs {info {runId}}}}";
        Map<String, Object> input =
                Map.of(
                        "experimentIds",
                        List.of(experiment),
                        "maxResults",
                        1,
                        "runViewType",
                        "ALL",
                        "orderBy",
                        List.of("attributes.start_time DESC"));

        String token =
                Graphql.ask(search, Map.of("data", input))
                        .body("data.mlflowSearchRuns.runs.info.runId", contains(second))
                        .extract()
                        .path("data.mlflowSearchRuns.nextPageToken");

        assertThat(token).isNotBlank();
        Graphql.ask(
                        search,
                        Map.of(
                                "data",
                                Map.of(
                                        "experimentIds",
                                        List.of(experiment),
                                        "filter",
                                        "attributes.start_time > 1")))
                .body("data.mlflowSearchRuns.runs.info.runId", contains(second));
    }

    @Test
    void chartsGetPointsOfManyRuns() {
        String one = newRun();
        String other = newRun();
        logMetric(one, "loss", 1, 0);
        logMetric(one, "loss", 0.5, 1);
        logMetric(other, "loss", 2, 0);

        Graphql.ask(
                        """
                        query Q($data: MlflowGetMetricHistoryBulkIntervalInput!) @component(name: "c") {
                          mlflowGetMetricHistoryBulkInterval(input: $data) {
                            metrics { timestamp step runId key value } apiError { code message } } }
                        """,
                        Map.of(
                                "data",
                                Map.of(
                                        "runIds",
                                        List.of(one, other),
                                        "metricKey",
                                        "loss",
                                        "maxResults",
                                        320)))
                .body("errors", nullValue())
                .body(
                        "data.mlflowGetMetricHistoryBulkInterval.metrics.runId",
                        contains(one, one, other))
                .body(
                        "data.mlflowGetMetricHistoryBulkInterval.metrics.step",
                        contains("0", "1", "0"));
    }

    @Test
    void filesAreListed() {
        String run = newRun();
        given().body("abc")
                .post("/ajax-api/2.0/mlflow/upload-artifact?run_uuid=" + run + "&path=d/a.txt")
                .then()
                .statusCode(200);

        Graphql.ask(
                        "{root: mlflowListArtifacts(input: {runId: \"%s\"}) {rootUri files {path isDir fileSize}} below: mlflowListArtifacts(input: {runId: \"%s\", path: \"d\"}) {files {path isDir fileSize}}}"
                                .formatted(run, run))
                .body("data.root.rootUri", startsWith("mlflow-artifacts:/"))
                .body("data.root.files[0].path", is("d"))
                .body("data.root.files[0].isDir", is(true))
                .body("data.root.files[0].fileSize", nullValue())
                .body("data.below.files[0].path", is("d/a.txt"))
                .body("data.below.files[0].fileSize", is("3"));
    }

    @Test
    void datasetsOfExperimentsAreListed() {
        String experiment = newExperiment();
        Map<String, Object> cities =
                Map.of(
                        "tags",
                        List.of(Map.of("key", "mlflow.data.context", "value", "train")),
                        "dataset",
                        Map.of(
                                "name", "cities",
                                "digest", "d1",
                                "source_type", "local",
                                "source", "{}"));
        post("runs/log-inputs", Map.of("run_id", newRun(experiment), "datasets", List.of(cities)))
                .statusCode(200);

        Graphql.ask(
                        "mutation {mlflowSearchDatasets(input: {experimentIds: [\"%s\"]}) {apiError {code} datasetSummaries {experimentId name digest context}}}"
                                .formatted(experiment))
                .body("errors", nullValue())
                .body("data.mlflowSearchDatasets.datasetSummaries", hasSize(1))
                .body("data.mlflowSearchDatasets.datasetSummaries[0].experimentId", is(experiment))
                .body("data.mlflowSearchDatasets.datasetSummaries[0].name", is("cities"))
                .body("data.mlflowSearchDatasets.datasetSummaries[0].context", is("train"));
        Graphql.ask("mutation {mlflowSearchDatasets(input: {}) {apiError {code}}}")
                .body("data.mlflowSearchDatasets.apiError.code", is("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void versionsComeFromTheRegistry() {
        String run = newRun();
        registered(run);

        Graphql.ask(
                        "query V($data: MlflowSearchModelVersionsInput!)"
                                + " {mlflowSearchModelVersions(input: $data) {nextPageToken"
                                + " modelVersions {name runId status}}}",
                        Map.of("data", Map.of("filter", "run_id='" + run + "'", "maxResults", "5")))
                .body("errors", nullValue())
                .body("data.mlflowSearchModelVersions.modelVersions.runId", contains(run))
                .body("data.mlflowSearchModelVersions.modelVersions.status", contains("READY"));
    }

    @Test
    void aQuestionMayComeInTheAddress() {
        given().queryParam("query", "query E($t: String) {test(inputString: $t) {output}}")
                .queryParam("variables", "{\"t\":\"heard\"}")
                .get("/graphql")
                .then()
                .statusCode(200)
                .body("data.test.output", is("heard"));
        Graphql.ask("mutation {testMutation(inputString: \"too\") {output}}")
                .body("data.testMutation.output", is("too"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{nothing}",
                "query Q($x: None!) {test {output}}",
                "{a: test {output} b: test {output} c: test {output} d: test {output} e: test"
                        + " {output} f: test {output} g: test {output} h: test {output} i: test"
                        + " {output} j: test {output} k: test {output}}"
            })
    void aDocumentThatIsRefusedHasErrorsAsTextAndNoData(String document) {
        var answer = Graphql.ask(document).statusCode(200).extract().jsonPath();

        assertThat(answer.getMap("")).containsEntry("data", null);
        assertThat(answer.getList("errors", String.class)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"query\":7}",
                "{\"query\":\"{a}\",\"variables\":[1]}",
                "{"
            })
    void aRequestWithoutAQuestionIsRefused(String body) {
        given().contentType("application/json")
                .body(body)
                .post("/graphql")
                .then()
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void aQuestionBeyondTheLimitIsRefused() {
        Graphql.ask("{test {output}} #" + "x".repeat(1024 * 1024)).statusCode(413);
    }

    @Test
    void theSchemaCanBeAskedFor() {
        Graphql.ask("{__type(name: \"MlflowRunInfo\") {fields {name}}}")
                .body("data.__type.fields", hasSize(10));
    }
}
