package io.minimlops.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.orchestrator.Calls;
import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.peers.PeersResource;
import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptResult.Story;
import io.minimlops.orchestrator.run.PipelineRun;
import io.minimlops.orchestrator.run.RunLedger;
import io.minimlops.orchestrator.run.RunStarter;
import io.minimlops.orchestrator.run.StartRun;
import io.minimlops.orchestrator.run.StepQueue;
import io.minimlops.orchestrator.run.StepQueue.Claim;
import io.minimlops.orchestrator.run.StepQueue.Worker;
import io.minimlops.testing.PlatformResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// A run that is started and claimed in one transaction is never seen by the service's own worker:
/// so a test can be a worker that dies with a step in its hands.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "orchestrator"))
@QuarkusTestResource(PeersResource.class)
class LeaseTest {

    @Inject RunStarter starter;
    @Inject StepQueue queue;
    @Inject RunLedger ledger;
    @Inject AttemptRunner runner;
    @Inject DataSource database;

    @Test
    void anAbandonedStepIsTakenOverAndTheLateResultOfItsFirstWorkerIsRefused() {
        // Given
        Claim abandoned = claimed(worker("dead"), Duration.ofMillis(300), 1).getFirst();
        // When
        JsonPath run = Calls.ended(abandoned.run().toString());
        boolean taken = ledger.settle(abandoned, succeeded("late"));
        // Then
        assertThat(taken).isFalse();
        assertThat(run.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(run.getInt("steps[0].attempts")).isEqualTo(2);
        assertThat(Calls.run(abandoned.run().toString()).getMap("steps[0].outputs"))
                .isEqualTo(Map.of("exitCode", 0));
    }

    @Test
    void aHeartbeatKeepsAStepAndTellsWhatWasLost() {
        // Given
        Claim held = claimed(worker("alive"), Duration.ofSeconds(60), 1).getFirst();
        // When
        var kept = queue.heartbeat(List.of(held.token(), -1L), Duration.ofSeconds(60));
        boolean lapsed = ledger.settleLapsed(held);
        boolean taken = ledger.settle(held, succeeded("done"));
        // Then
        assertThat(kept).containsExactly(held.token());
        assertThat(lapsed).isFalse();
        assertThat(taken).isTrue();
        assertThat(Calls.run(held.run().toString()).getString("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aRestartTakesTheStepsOfItsDeadPredecessorAtOnce() {
        // Given
        Worker before = worker("replica");
        Claim held = claimed(before, Duration.ofHours(1), 1).getFirst();
        // When
        WorkerLoop restarted = loop(new Worker(before.name(), UUID.randomUUID().toString()));
        JsonPath run;
        try {
            run = Calls.ended(held.run().toString());
        } finally {
            restarted.stop();
        }
        // Then
        assertThat(run.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(run.getInt("steps[0].attempts")).isEqualTo(2);
    }

    @Test
    void aWorkerThatDiesAgainAndAgainUsesUpItsOwnBudget() {
        // Given
        String name = Calls.uniqueName("dies");
        Calls.apply(yaml(name, 1).replace("uses:", "retries: {lostWorker: 0}, uses:"));
        Claim abandoned = claimed(name, worker("dead"), Duration.ofMillis(100)).getFirst();
        // When
        JsonPath run = Calls.ended(abandoned.run().toString());
        // Then
        assertThat(run.getString("status")).isEqualTo("FAILED");
        assertThat(run.getString("steps[0].error")).isEqualTo("the worker went silent");
    }

    @Test
    void slotsAreWhatLiveLeasesLeave() {
        // Given
        Worker worker = worker("busy");
        String name = Calls.uniqueName("slots");
        Calls.apply(yaml(name, 5));
        // When
        QuarkusTransaction.begin();
        List<Integer> taken;
        try {
            starter.start(name, request(), UUID.randomUUID().toString(), null);
            taken =
                    IntStream.range(0, 2)
                            .mapToObj(_ -> queue.claim(worker, 2, Duration.ofMinutes(1)).size())
                            .toList();
        } finally {
            QuarkusTransaction.rollback();
        }
        // Then
        assertThat(taken).containsExactly(2, 0);
    }

    @Test
    void severalWorkersShareTheStepsAndNoneIsDoneTwice() {
        // Given
        String name = Calls.uniqueName("shared");
        Calls.apply(yaml(name, 30));
        List<WorkerLoop> workers = List.of(loop(worker("one")), loop(worker("two")));
        // When
        JsonPath run;
        try {
            run = Calls.ended(Calls.started(name, Map.of()));
        } finally {
            workers.forEach(WorkerLoop::stop);
        }
        // Then
        assertThat(run.getString("status")).isEqualTo("SUCCEEDED");
        assertThat(run.getList("steps.attempts", Integer.class)).hasSize(30).containsOnly(1);
    }

    private WorkerLoop loop(Worker worker) {
        WorkerLoop loop =
                new WorkerLoop(
                        worker,
                        2,
                        Duration.ofSeconds(2),
                        queue,
                        ledger,
                        runner,
                        new Doorbell(database, worker.name()));
        Thread.ofPlatform().daemon().start(loop::run);
        return loop;
    }

    private List<Claim> claimed(Worker worker, Duration lease, int steps) {
        String name = Calls.uniqueName("lease");
        Calls.apply(yaml(name, steps));
        return claimed(name, worker, lease);
    }

    private List<Claim> claimed(String pipeline, Worker worker, Duration lease) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () -> {
                            PipelineRun run =
                                    starter.start(
                                            pipeline,
                                            request(),
                                            UUID.randomUUID().toString(),
                                            null);
                            return queue.claim(worker, 100, lease).stream()
                                    .filter(claim -> claim.run().equals(run.id()))
                                    .toList();
                        });
    }

    private static StartRun request() {
        return new StartRun(Map.of(), "a test", null, null);
    }

    private static Worker worker(String name) {
        return new Worker(Calls.uniqueName(name), UUID.randomUUID().toString());
    }

    private static AttemptResult succeeded(String what) {
        return new AttemptResult.Succeeded(
                Map.of("what", what),
                new Story(EntryKind.STEP, what, Map.of(), List.of(), List.of()));
    }

    private static String yaml(String name, int steps) {
        return IntStream.range(0, steps)
                .mapToObj(
                        "  - {name: s%d, uses: command, with: {command: [\"true\"]}}\n"::formatted)
                .collect(Collectors.joining("", "name: " + name + "\nsteps:\n", ""));
    }
}
