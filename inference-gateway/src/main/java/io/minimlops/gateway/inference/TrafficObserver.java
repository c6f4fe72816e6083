package io.minimlops.gateway.inference;

import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.deployment.spec.Shadow;
import io.minimlops.gateway.deployment.traffic.ArmTally;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.inferencelog.ServedRequest;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Sees how every routed request ended: records the answer, counts it for its arm, and offers it to
/// the shadow. Never blocks and never throws for a request's sake.
@ApplicationScoped
public class TrafficObserver {

    private final AnswerRecorder recorder;
    private final ShadowPredictor shadow;

    TrafficObserver(AnswerRecorder recorder, ShadowPredictor shadow) {
        this.recorder = recorder;
        this.shadow = shadow;
    }

    /// @param outputs all of the model's
    void answered(
            PredictionRequest request,
            Route route,
            ModelInput input,
            List<Tensor> outputs,
            ServedRequest served,
            long nanos) {
        recorder.record(served);
        route.tally().answered(nanos);
        Shadow wanted = route.spec().trafficOrNone().shadow();
        if (wanted != null) {
            shadow.offer(
                    new ShadowCopy(
                            wanted, request, input, route.version(), outputs, served, nanos));
        }
    }

    void failed(Route route, RuntimeException told) {
        ArmTally tally = route.tally();
        Kind kind = told instanceof InferenceRefused refused ? refused.kind() : Kind.FAILED;
        switch (kind) {
            case FAILED, OVERLOADED, EXPIRED, NOT_READY -> tally.failed();
            case INVALID -> tally.refused();
            // Neither the version's fault.
            case LIMITED, CANCELLED, DEPENDENCY_AWAY, UNKNOWN_MODEL -> {}
        }
    }
}
