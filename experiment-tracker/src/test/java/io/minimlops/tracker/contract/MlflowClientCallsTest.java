package io.minimlops.tracker.contract;

import static io.minimlops.tracker.Mlflow.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.fault.StubRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlflow.tracking.ActiveRun;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowContext;

/// Every public method of the unchanged Java client, each against this server.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(StubRegistry.class)
class MlflowClientCallsTest {

    /// The client has no code of its own for files: it starts Python's `mlflow artifacts`. Those
    /// calls are made by Python in `deploy/conformance/tracker`.
    private static final Set<String> FILES =
            Set.of(
                    "logArtifact(String,File)",
                    "logArtifact(String,File,String)",
                    "logArtifacts(String,File)",
                    "logArtifacts(String,File,String)",
                    "listArtifacts(String)",
                    "listArtifacts(String,String)",
                    "downloadArtifacts(String)",
                    "downloadArtifacts(String,String)",
                    "downloadModelVersion(String,String)",
                    "downloadLatestModelVersion(String,String)");

    private static final Set<String> FILES_OF_ACTIVE_RUNS =
            Set.of(
                    "logArtifact(Path)",
                    "logArtifact(Path,String)",
                    "logArtifacts(Path)",
                    "logArtifacts(Path,String)");

    @TestHTTPResource String server;

    private MlflowClient client;

    @BeforeEach
    void connect() {
        client = new MlflowClient(server.replaceAll("/$", ""));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                        TrackingCalls.all(),
                        RegistryCalls.all(),
                        ContextCalls.ofContexts(),
                        ContextCalls.ofActiveRuns())
                .flatMap(calls -> calls.entrySet().stream())
                .map(call -> Arguments.arguments(call.getKey(), call.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void everyCallWorks(String signature, ClientCall call) throws Exception {
        String experiment = client.createExperiment(unique("java"));
        call.on(new ClientCall.Given(client, experiment, client.createRun(experiment).getRunId()));
    }

    @Test
    void noCallIsForgotten() {
        Set<String> made = new TreeSet<>(FILES);
        made.addAll(TrackingCalls.all().keySet());
        made.addAll(RegistryCalls.all().keySet());
        made.add("close()");

        assertThat(made).isEqualTo(ClientCall.of(MlflowClient.class));
        assertThat(ContextCalls.ofContexts().keySet())
                .isEqualTo(ClientCall.of(MlflowContext.class));
        assertThat(with(ContextCalls.ofActiveRuns(), FILES_OF_ACTIVE_RUNS))
                .isEqualTo(ClientCall.of(ActiveRun.class));
    }

    private static Set<String> with(Map<String, ClientCall> calls, Set<String> more) {
        Set<String> all = new TreeSet<>(more);
        all.addAll(calls.keySet());
        return all;
    }
}
