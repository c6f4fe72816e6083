package io.minimlops.gateway.inference;

import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.feature.FeatureLookups;
import io.minimlops.gateway.feature.FeatureRequest;
import io.minimlops.gateway.feature.FeatureRows;
import io.minimlops.gateway.feature.FeatureSpec;
import io.minimlops.gateway.feature.FeatureStoreAway;
import io.minimlops.gateway.feature.InvalidFeatureRequest;
import io.minimlops.gateway.feature.VectorAssembly;
import io.minimlops.gateway.feature.Vectors;
import io.minimlops.gateway.inference.InferenceRefused.Kind;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.tensor.Tensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Turns a request's tensors into the model's: as they are, or by looking features up.
///
/// A feature-aware model may also be given its own input tensor, whole.
@ApplicationScoped
public class InputAssembly {

    private final FeatureLookups lookups;

    InputAssembly(FeatureLookups lookups) {
        this.lookups = lookups;
    }

    /// Whether [#assemble] asks the feature store for this, and so blocks.
    static boolean looksUp(LoadedVersion version, Map<String, Tensor> tensors) {
        return version.features().isPresent() && !isOwnInput(version, tensors);
    }

    ModelInput assemble(Route route, PredictionRequest request, Map<String, Tensor> tensors)
            throws InterruptedException {
        LoadedVersion version = route.version();
        FeatureSpec spec = version.features().orElse(null);
        if (spec == null || isOwnInput(version, tensors)) {
            return new ModelInput(
                    Signature.inputs(version, request.deployment(), tensors), null, null, "");
        }
        try {
            FeatureRequest given = FeatureRequest.of(spec, tensors);
            checkBatch(route, given.rows());
            FeatureRows found =
                    lookups.lookUp(
                            spec, route.spec().featureService(), given.keys(), request.eventTime());
            Vectors vectors = VectorAssembly.assemble(spec, given, found);
            String flagged = MissingCells.treat(vectors, route.spec().missing());
            Tensor input = vectors.toTensor(version.inputs().getFirst().name());
            return new ModelInput(List.of(input), vectors, given.keys(), flagged);
        } catch (InvalidFeatureRequest e) {
            throw new InferenceRefused(
                    Kind.INVALID, String.valueOf(e.getMessage()), Duration.ZERO, e);
        } catch (FeatureStoreAway e) {
            throw new InferenceRefused(
                    Kind.DEPENDENCY_AWAY, String.valueOf(e.getMessage()), Duration.ofSeconds(1), e);
        }
    }

    private static boolean isOwnInput(LoadedVersion version, Map<String, Tensor> tensors) {
        return tensors.size() == 1
                && tensors.containsKey(version.inputs().getFirst().name())
                && tensors.values().iterator().next().shape().rank() == 2;
    }

    /// Before anything is looked up or made for its rows.
    static void checkBatch(Route route, int rows) {
        int most = route.queue().settings().batching().maxRows();
        if (rows > most) {
            throw new InferenceRefused(
                    Kind.INVALID,
                    "request has %d rows, a batch has at most %d".formatted(rows, most));
        }
    }
}
