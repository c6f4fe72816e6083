package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.deployment.Role;
import io.minimlops.gateway.model.ClassLabels;
import io.minimlops.gateway.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The answer to a [PredictionRequest].
///
/// @param outputs the wanted ones, in the order wanted
/// @param labels how the outputs are read as classes
/// @param featureStatuses how many looked-up cells had which status, and which were missing
/// @param coldStart how long it waited for the deployment to wake; zero for most
/// @param outcome how the request fared in its batch
public record Prediction(
        String deployment,
        String version,
        Role role,
        List<Tensor> outputs,
        ClassLabels labels,
        Map<String, Object> featureStatuses,
        Duration coldStart,
        Outcome<List<Tensor>> outcome) {}
