package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Predicts on a route that the caller holds for longer than one request. Nothing is told on the
/// inference log, and nothing counts as an answered request.
@ApplicationScoped
public class RoutePredictor {

    private final InputAssembly assembly;

    RoutePredictor(InputAssembly assembly) {
        this.assembly = assembly;
    }

    /// Waits for all outputs.
    ///
    /// @throws InferenceRefused when there is no prediction
    public Outcome<List<Tensor>> predict(Route route, PredictionRequest request) {
        try {
            ModelInput input = assembly.assemble(route, request, request.tensors());
            return route.queue()
                    .submit(input.tensors(), request.priority(), request.timeoutNanos())
                    .await();
        } catch (InterruptedException | ExecutionException | RuntimeException e) {
            throw Refusals.of(e);
        }
    }
}
