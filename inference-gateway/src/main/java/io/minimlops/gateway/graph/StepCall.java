package io.minimlops.gateway.graph;

import io.minimlops.gateway.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A step that asks a deployment.
///
/// @param path the labels of the steps that lead here, with slashes between
/// @param tensors what may be of use to it by name, which may be more than it takes
/// @param wanted outputs; empty: all
public record StepCall(
        String path,
        String deployment,
        @Nullable String version,
        Map<String, Tensor> tensors,
        List<String> wanted) {

    /// How steps are predicted.
    public interface Port {

        /// Never blocks. The failure is told to the client as it is, so it names the path.
        CompletableFuture<Answer> predict(StepCall call);

        /// Takes tensors apart or puts them together: here, or where it holds nobody up when there
        /// are many elements.
        <T> CompletableFuture<T> compute(long elements, Supplier<T> work);

        /// Where the request's sticky key is among ten thousand places.
        ///
        /// @param salt keeps two splits from picking the same keys
        int place(String salt);
    }

    /// @param inner the steps within, when the deployment is a graph itself
    public record Answer(List<Tensor> outputs, List<StepTrace> inner) {}
}
