package io.minimlops.tracker.contract;

import static io.minimlops.tracker.Mlflow.unique;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;

/// Every call of the client about experiments and runs.
final class TrackingCalls {

    private static final ViewType ACTIVE = ViewType.ACTIVE_ONLY;
    private static final List<String> NEWEST = List.of("attributes.start_time DESC");

    private TrackingCalls() {}

    static Map<String, ClientCall> all() {
        Map<String, ClientCall> calls = new LinkedHashMap<>();
        addExperiments(calls);
        addExperimentSearches(calls);
        addRuns(calls);
        addRunSearches(calls);
        addLogging(calls);
        addEnds(calls);
        addRaw(calls);
        return calls;
    }

    private static void addExperiments(Map<String, ClientCall> calls) {
        calls.put(
                "createExperiment(String)",
                g -> assertThat(g.client().createExperiment(unique("java"))).matches("\\d+"));
        calls.put(
                "createExperiment(CreateExperiment)",
                g -> {
                    CreateExperiment asked =
                            CreateExperiment.newBuilder()
                                    .setName(unique("java"))
                                    .setArtifactLocation("s3://b/p")
                                    .build();
                    String id = g.client().createExperiment(asked);
                    assertThat(g.client().getExperiment(id).getArtifactLocation())
                            .isEqualTo("s3://b/p");
                });
        calls.put(
                "getExperiment(String)",
                g -> assertThat(g.client().getExperiment("0").getName()).isEqualTo("Default"));
        calls.put(
                "getExperimentByName(String)",
                g -> {
                    assertThat(g.client().getExperimentByName("Default")).isPresent();
                    assertThat(g.client().getExperimentByName(unique("nobody"))).isEmpty();
                });
        calls.put(
                "setExperimentTag(String,String,String)",
                g -> {
                    g.client().setExperimentTag(g.experiment(), "team", "ops");
                    assertThat(g.client().getExperiment(g.experiment()).getTags(0).getValue())
                            .isEqualTo("ops");
                });
        calls.put(
                "renameExperiment(String,String)",
                g -> {
                    String name = unique("renamed");
                    g.client().renameExperiment(g.experiment(), name);
                    assertThat(g.client().getExperiment(g.experiment()).getName()).isEqualTo(name);
                });
        calls.put(
                "deleteExperiment(String)",
                g -> {
                    g.client().deleteExperiment(g.experiment());
                    assertThat(g.client().getExperiment(g.experiment()).getLifecycleStage())
                            .isEqualTo("deleted");
                });
        calls.put(
                "restoreExperiment(String)",
                g -> {
                    g.client().deleteExperiment(g.experiment());
                    g.client().restoreExperiment(g.experiment());
                    assertThat(g.client().getExperiment(g.experiment()).getLifecycleStage())
                            .isEqualTo("active");
                });
    }

    private static void addExperimentSearches(Map<String, ClientCall> calls) {
        calls.put(
                "searchExperiments()",
                g -> assertThat(g.client().searchExperiments().getItems()).isNotEmpty());
        calls.put(
                "searchExperiments(String)",
                g ->
                        assertThat(g.client().searchExperiments("name = 'Default'").getItems())
                                .hasSize(1));
        calls.put(
                "searchExperiments(String,ViewType,int,List)",
                g -> {
                    var first = g.client().searchExperiments("", ACTIVE, 1, List.of("name DESC"));
                    assertThat(first.getItems()).hasSize(1);
                    assertThat(first.getNextPage().getItems()).hasSize(1);
                });
        calls.put(
                "searchExperiments(String,ViewType,int,List,String)",
                g -> {
                    var first = g.client().searchExperiments("", ACTIVE, 1, List.of("name"));
                    String token = first.getNextPageToken().orElseThrow();
                    assertThat(
                                    g.client()
                                            .searchExperiments(
                                                    "", ACTIVE, 1, List.of("name"), token)
                                            .getItems())
                            .isNotEqualTo(first.getItems());
                });
    }

    private static void addRuns(Map<String, ClientCall> calls) {
        calls.put(
                "createRun()",
                g -> assertThat(g.client().createRun().getExperimentId()).isEqualTo("0"));
        calls.put(
                "createRun(String)",
                g ->
                        assertThat(g.client().createRun(g.experiment()).getStatus())
                                .isEqualTo(RunStatus.RUNNING));
        calls.put(
                "createRun(CreateRun)",
                g -> {
                    RunInfo made =
                            g.client()
                                    .createRun(
                                            CreateRun.newBuilder()
                                                    .setExperimentId(g.experiment())
                                                    .setUserId("ann")
                                                    .setStartTime(1234567890123L)
                                                    .build());
                    assertThat(made.getUserId()).isEqualTo("ann");
                    assertThat(made.getStartTime()).isEqualTo(1234567890123L);
                });
        calls.put(
                "getRun(String)",
                g ->
                        assertThat(g.client().getRun(g.run()).getInfo().getRunUuid())
                                .isEqualTo(g.run()));
        calls.put(
                "deleteRun(String)",
                g -> {
                    g.client().deleteRun(g.run());
                    assertThat(g.client().getRun(g.run()).getInfo().getLifecycleStage())
                            .isEqualTo("deleted");
                });
        calls.put(
                "restoreRun(String)",
                g -> {
                    g.client().deleteRun(g.run());
                    g.client().restoreRun(g.run());
                    assertThat(g.client().getRun(g.run()).getInfo().getLifecycleStage())
                            .isEqualTo("active");
                });
    }

    private static void addRunSearches(Map<String, ClientCall> calls) {
        calls.put(
                "listRunInfos(String)",
                g -> assertThat(g.client().listRunInfos(g.experiment())).hasSize(1));
        calls.put(
                "searchRuns(List,String)",
                g -> assertThat(g.client().searchRuns(List.of(g.experiment()), "")).hasSize(1));
        calls.put(
                "searchRuns(List,String,ViewType)",
                g ->
                        assertThat(
                                        g.client()
                                                .searchRuns(
                                                        List.of(g.experiment()),
                                                        "",
                                                        ViewType.DELETED_ONLY))
                                .isEmpty());
        calls.put(
                "searchRuns(List,String,ViewType,int)",
                g ->
                        assertThat(
                                        g.client()
                                                .searchRuns(
                                                        List.of(g.experiment()),
                                                        "status = 'RUNNING'",
                                                        ACTIVE,
                                                        1)
                                                .getItems())
                                .hasSize(1));
        calls.put(
                "searchRuns(List,String,ViewType,int,List)",
                g -> {
                    g.client().createRun(g.experiment());
                    var first =
                            g.client().searchRuns(List.of(g.experiment()), "", ACTIVE, 1, NEWEST);
                    assertThat(first.getNextPage().getItems()).hasSize(1);
                });
        calls.put(
                "searchRuns(List,String,ViewType,int,List,String)",
                g -> {
                    g.client().createRun(g.experiment());
                    List<String> in = List.of(g.experiment());
                    String token =
                            g.client()
                                    .searchRuns(in, "", ACTIVE, 1, NEWEST)
                                    .getNextPageToken()
                                    .orElseThrow();
                    assertThat(g.client().searchRuns(in, "", ACTIVE, 1, NEWEST, token).getItems())
                            .singleElement()
                            .satisfies(
                                    run -> assertThat(run.getInfo().getRunId()).isEqualTo(g.run()));
                });
    }

    private static void addLogging(Map<String, ClientCall> calls) {
        calls.put(
                "logParam(String,String,String)",
                g -> {
                    g.client().logParam(g.run(), "depth", "6");
                    assertThat(g.client().getRun(g.run()).getData().getParams(0).getValue())
                            .isEqualTo("6");
                });
        calls.put(
                "logMetric(String,String,double)",
                g -> {
                    g.client().logMetric(g.run(), "loss", Double.NaN);
                    assertThat(g.client().getRun(g.run()).getData().getMetrics(0).getValue())
                            .isNaN();
                });
        calls.put(
                "logMetric(String,String,double,long,long)",
                g -> {
                    g.client().logMetric(g.run(), "loss", 0.5, 1000, -3);
                    assertThat(g.client().getRun(g.run()).getData().getMetrics(0).getStep())
                            .isEqualTo(-3);
                });
        calls.put(
                "getMetricHistory(String,String)",
                g -> {
                    g.client().logMetric(g.run(), "loss", 2, 1, 1);
                    g.client().logMetric(g.run(), "loss", 1, 2, 2);
                    assertThat(g.client().getMetricHistory(g.run(), "loss"))
                            .extracting(Metric::getValue)
                            .containsExactly(2.0, 1.0);
                });
        calls.put(
                "logBatch(String,Iterable,Iterable,Iterable)",
                g -> {
                    g.client()
                            .logBatch(
                                    g.run(),
                                    List.of(
                                            Metric.newBuilder()
                                                    .setKey("m")
                                                    .setValue(Double.POSITIVE_INFINITY)
                                                    .setTimestamp(1)
                                                    .build()),
                                    List.of(Param.newBuilder().setKey("p").setValue("v").build()),
                                    List.of(RunTag.newBuilder().setKey("t").setValue("v").build()));
                    assertThat(g.client().getRun(g.run()).getData().getMetrics(0).getValue())
                            .isEqualTo(Double.MAX_VALUE);
                });
        calls.put(
                "setTag(String,String,String)",
                g -> {
                    g.client().setTag(g.run(), "colour", "red");
                    assertThat(
                                    g.client()
                                            .searchRuns(
                                                    List.of(g.experiment()), "tags.colour = 'red'"))
                            .hasSize(1);
                });
        calls.put(
                "deleteTag(String,String)",
                g -> {
                    g.client().setTag(g.run(), "colour", "red");
                    g.client().deleteTag(g.run(), "colour");
                    assertThat(
                                    g.client()
                                            .searchRuns(
                                                    List.of(g.experiment()), "tags.colour IS NULL"))
                            .hasSize(1);
                });
    }

    private static void addEnds(Map<String, ClientCall> calls) {
        calls.put(
                "setTerminated(String)",
                g -> {
                    g.client().setTerminated(g.run());
                    assertThat(g.client().getRun(g.run()).getInfo().getStatus())
                            .isEqualTo(RunStatus.FINISHED);
                });
        calls.put(
                "setTerminated(String,RunStatus)",
                g -> {
                    g.client().setTerminated(g.run(), RunStatus.FAILED);
                    assertThat(g.client().getRun(g.run()).getInfo().getStatus())
                            .isEqualTo(RunStatus.FAILED);
                });
        calls.put(
                "setTerminated(String,RunStatus,long)",
                g -> {
                    g.client().setTerminated(g.run(), RunStatus.KILLED, 12345);
                    assertThat(g.client().getRun(g.run()).getInfo().getEndTime()).isEqualTo(12345);
                });
    }

    private static void addRaw(Map<String, ClientCall> calls) {
        calls.put(
                "sendGet(String)",
                g ->
                        assertThat(g.client().sendGet("runs/get?run_id=" + g.run()))
                                .contains(g.run()));
        calls.put(
                "sendPost(String,String)",
                g ->
                        assertThat(
                                        g.client()
                                                .sendPost(
                                                        "runs/search",
                                                        "{\"experiment_ids\":[\""
                                                                + g.experiment()
                                                                + "\"]}"))
                                .contains(g.run()));
    }
}
