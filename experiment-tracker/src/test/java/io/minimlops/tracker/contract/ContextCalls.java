package io.minimlops.tracker.contract;

import static io.minimlops.tracker.Mlflow.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.ActiveRun;
import org.mlflow.tracking.MlflowContext;

/// Every call of the client's fluent part: contexts, and the runs they start.
final class ContextCalls {

    private ContextCalls() {}

    static Map<String, ClientCall> ofContexts() {
        Map<String, ClientCall> calls = new LinkedHashMap<>();
        calls.put(
                "getClient()",
                g -> assertThat(new MlflowContext(g.client()).getClient()).isSameAs(g.client()));
        calls.put(
                "setExperimentName(String)",
                g -> {
                    MlflowContext context = new MlflowContext(g.client());
                    assertThat(context.setExperimentName("Default").getExperimentId())
                            .isEqualTo("0");
                    assertThatThrownBy(() -> context.setExperimentName(unique("nobody")))
                            .isInstanceOf(IllegalArgumentException.class);
                });
        calls.put(
                "setExperimentId(String)",
                g ->
                        assertThat(context(g).startRun().getArtifactUri())
                                .contains("/" + g.experiment() + "/"));
        calls.put(
                "getExperimentId()",
                g -> assertThat(context(g).getExperimentId()).isEqualTo(g.experiment()));
        calls.put(
                "startRun()",
                g ->
                        assertThat(read(g, context(g).startRun()).getInfo().getStatus())
                                .isEqualTo(RunStatus.RUNNING));
        calls.put(
                "startRun(String)",
                g ->
                        assertThat(read(g, context(g).startRun("named")).getInfo().getRunName())
                                .isEqualTo("named"));
        calls.put(
                "startRun(String,String)",
                g ->
                        assertThat(
                                        tag(
                                                read(g, context(g).startRun("child", g.run())),
                                                "mlflow.parentRunId"))
                                .isEqualTo(g.run()));
        calls.put(
                "withActiveRun(Consumer)",
                g -> {
                    AtomicReference<ActiveRun> used = new AtomicReference<>();
                    context(g).withActiveRun(used::set);
                    assertThat(read(g, used.get()).getInfo().getStatus())
                            .isEqualTo(RunStatus.FINISHED);
                });
        calls.put(
                "withActiveRun(String,Consumer)",
                g -> {
                    AtomicReference<ActiveRun> used = new AtomicReference<>();
                    context(g)
                            .withActiveRun(
                                    "fails",
                                    run -> {
                                        used.set(run);
                                        throw new IllegalStateException("on purpose");
                                    });
                    assertThat(read(g, used.get()).getInfo().getStatus())
                            .isEqualTo(RunStatus.FAILED);
                });
        return calls;
    }

    static Map<String, ClientCall> ofActiveRuns() {
        Map<String, ClientCall> calls = new LinkedHashMap<>();
        calls.put("getId()", g -> assertThat(context(g).startRun().getId()).hasSize(32));
        calls.put(
                "getArtifactUri()",
                g -> assertThat(context(g).startRun().getArtifactUri()).endsWith("/artifacts"));
        calls.put(
                "logParam(String,String)",
                g ->
                        assertThat(
                                        logged(g, run -> run.logParam("a", "1"))
                                                .getData()
                                                .getParamsCount())
                                .isOne());
        calls.put(
                "logParams(Map)",
                g ->
                        assertThat(
                                        logged(g, run -> run.logParams(Map.of("a", "1", "b", "2")))
                                                .getData()
                                                .getParamsCount())
                                .isEqualTo(2));
        calls.put(
                "setTag(String,String)",
                g -> assertThat(tag(logged(g, run -> run.setTag("t", "v")), "t")).isEqualTo("v"));
        calls.put(
                "setTags(Map)",
                g ->
                        assertThat(tag(logged(g, run -> run.setTags(Map.of("t", "v"))), "t"))
                                .isEqualTo("v"));
        calls.put(
                "logMetric(String,double)",
                g ->
                        assertThat(
                                        logged(g, run -> run.logMetric("m", 1))
                                                .getData()
                                                .getMetrics(0)
                                                .getStep())
                                .isZero());
        calls.put(
                "logMetric(String,double,int)",
                g ->
                        assertThat(
                                        logged(g, run -> run.logMetric("m", 1, 5))
                                                .getData()
                                                .getMetrics(0)
                                                .getStep())
                                .isEqualTo(5));
        calls.put(
                "logMetrics(Map)",
                g ->
                        assertThat(
                                        logged(g, run -> run.logMetrics(Map.of("m", 1.0, "n", 2.0)))
                                                .getData()
                                                .getMetricsCount())
                                .isEqualTo(2));
        calls.put(
                "logMetrics(Map,int)",
                g ->
                        assertThat(
                                        logged(g, run -> run.logMetrics(Map.of("m", 1.0), 7))
                                                .getData()
                                                .getMetrics(0)
                                                .getStep())
                                .isEqualTo(7));
        calls.put(
                "endRun()",
                g ->
                        assertThat(logged(g, ActiveRun::endRun).getInfo().getStatus())
                                .isEqualTo(RunStatus.FINISHED));
        calls.put(
                "endRun(RunStatus)",
                g ->
                        assertThat(
                                        logged(g, run -> run.endRun(RunStatus.KILLED))
                                                .getInfo()
                                                .getStatus())
                                .isEqualTo(RunStatus.KILLED));
        return calls;
    }

    private static MlflowContext context(ClientCall.Given given) {
        return new MlflowContext(given.client()).setExperimentId(given.experiment());
    }

    private static Run logged(ClientCall.Given given, java.util.function.Consumer<ActiveRun> use) {
        ActiveRun run = context(given).startRun();
        use.accept(run);
        return read(given, run);
    }

    private static Run read(ClientCall.Given given, ActiveRun run) {
        return given.client().getRun(run.getId());
    }

    private static String tag(Run run, String key) {
        return run.getData().getTagsList().stream()
                .filter(tag -> tag.getKey().equals(key))
                .map(tag -> tag.getValue())
                .findFirst()
                .orElse("none of " + List.copyOf(run.getData().getTagsList()));
    }
}
