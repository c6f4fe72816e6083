package io.minimlops.gateway.inference;

import io.minimlops.gateway.deployment.spec.Shadow;
import io.minimlops.gateway.inferencelog.ServedRequest;
import io.minimlops.gateway.model.LoadedVersion;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.util.List;

/// An answered request that waits for its shadow.
///
/// @param wanted how it is compared
/// @param input what the answering version was given
/// @param outputs what it answered
/// @param served as the inference log was told
record ShadowCopy(
        Shadow wanted,
        PredictionRequest request,
        ModelInput input,
        LoadedVersion version,
        List<Tensor> outputs,
        ServedRequest served,
        long nanos) {

    /// Roughly what it keeps from being freed.
    long bytes() {
        return bytes(input.tensors()) + bytes(outputs);
    }

    private static long bytes(List<Tensor> tensors) {
        long bytes = 0;
        for (Tensor tensor : tensors) {
            bytes +=
                    switch (tensor.content()) {
                        case Numbers(var buffer) -> buffer.remaining();
                        case Strings(var elements) ->
                                elements.stream().mapToLong(element -> element.length).sum();
                    };
        }
        return bytes;
    }
}
