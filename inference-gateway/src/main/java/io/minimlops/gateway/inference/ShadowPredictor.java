package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.batch.WorkRefused;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.deployment.Router;
import io.minimlops.gateway.deployment.spec.Shadow;
import io.minimlops.gateway.deployment.traffic.OutputDifference;
import io.minimlops.gateway.deployment.traffic.Places;
import io.minimlops.gateway.deployment.traffic.ShadowLane;
import io.minimlops.gateway.deployment.traffic.ShadowTallies;
import io.minimlops.gateway.deployment.traffic.ShadowTally;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import org.jboss.logging.Logger;

/// Runs copies of answered requests on the deployment's shadow, one at a time per deployment, and
/// compares. Copies that find too many waiting are dropped: an answer never waits for them.
@ApplicationScoped
public class ShadowPredictor {

    private static final Logger LOG = Logger.getLogger(ShadowPredictor.class);

    private final Router router;
    private final InputAssembly assembly;
    private final AnswerRecorder recorder;
    private final ShadowTallies tallies;
    private final ConcurrentMap<String, ShadowLane<ShadowCopy>> lanes = new ConcurrentHashMap<>();

    ShadowPredictor(
            Router router, InputAssembly assembly, AnswerRecorder recorder, ShadowTallies tallies) {
        this.router = router;
        this.assembly = assembly;
        this.recorder = recorder;
        this.tallies = tallies;
    }

    /// Never blocks.
    void offer(ShadowCopy copy) {
        String deployment = copy.request().deployment();
        Shadow wanted = copy.wanted();
        if (!isTaken(deployment, copy.request().id(), wanted.share())) {
            return;
        }
        ShadowLane<ShadowCopy> lane =
                lanes.computeIfAbsent(
                        deployment, any -> new ShadowLane<>("shadow-" + deployment, this::run));
        if (!lane.offer(
                copy, copy.bytes(), wanted.maxWaitingOrStandard(), wanted.maxLoadOrStandard())) {
            router.shadow(deployment).ifPresent(this::dropped);
        }
    }

    private void dropped(Route route) {
        try (route) {
            tally(route).dropped();
        }
    }

    private static boolean isTaken(String deployment, String requestId, double share) {
        return share >= 1
                || Places.of(Places.salted(deployment + "/shadow"), requestId)
                        < share * Places.COUNT;
    }

    private void run(ShadowCopy copy) {
        Route route = router.shadow(copy.request().deployment()).orElse(null);
        if (route == null) {
            return;
        }
        try (route) {
            try {
                compare(copy, route);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | WorkRefused | InferenceRefused e) {
                tally(route).failed(String.valueOf(e.getMessage()));
                route.tally().failed();
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s: a copy could not be compared", route.deployment());
                tally(route).failed(e.toString());
                route.tally().failed();
            }
        }
    }

    private void compare(ShadowCopy copy, Route route)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        ModelInput input = input(copy, route);
        Outcome<List<Tensor>> outcome = route.queue().submit(input.tensors(), 0, 0).await();
        long nanos = System.nanoTime() - start;
        route.version().stats().succeeded(nanos, outcome);
        route.tally().answered(nanos);
        Shadow wanted = route.spec().trafficOrNone().shadow();
        if (wanted != null) {
            tally(route)
                    .compared(
                            copy.request().id(),
                            OutputDifference.of(
                                    copy.outputs(),
                                    outcome.result(),
                                    wanted.toleranceOrStandard(),
                                    wanted.thresholdOrStandard()));
        }
        recorder.record(
                Served.of(
                        copy.request(),
                        route,
                        input,
                        copy.served().predictionIds(),
                        outcome,
                        nanos));
    }

    /// What the answering version was given, if the shadow is fed alike; else assembled anew.
    private ModelInput input(ShadowCopy copy, Route route) throws InterruptedException {
        if (copy.version().features().equals(route.version().features())
                && copy.version().inputs().equals(route.version().inputs())) {
            return copy.input();
        }
        Map<String, Tensor> tensors = new HashMap<>(copy.request().tensors());
        boolean namesIds =
                route.version().inputs().stream()
                        .noneMatch(input -> input.name().equals(PredictionIds.TENSOR));
        if (namesIds) {
            tensors.remove(PredictionIds.TENSOR);
        }
        return assembly.assemble(route, copy.request(), tensors);
    }

    private ShadowTally tally(Route route) {
        return tallies.of(route.deployment(), route.version().id().version());
    }

    @PreDestroy
    void close() {
        lanes.values().forEach(ShadowLane::close);
    }
}
