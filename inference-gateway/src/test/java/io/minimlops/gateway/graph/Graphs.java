package io.minimlops.gateway.graph;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/// Graphs, tensors of doubles, and deployments that are functions.
final class Graphs {

    private static final JsonMapper JSON = new JsonMapper();

    private Graphs() {}

    static Graph graph(String json) {
        try {
            return JSON.readValue(json, Graph.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Tensor doubles(String name, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return Tensor.of(
                name, DataType.FP64, Shape.of(values.length), new Tensor.Numbers(bytes.flip()));
    }

    static double[] values(Tensor tensor) {
        double[] values = new double[tensor.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.number(i);
        }
        return values;
    }

    static Map<String, Tensor> pool(Tensor... tensors) {
        Map<String, Tensor> pool = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            pool.put(tensor.name(), tensor);
        }
        return pool;
    }

    /// Of a request whose parameter `tier` is `gold`.
    static GraphAnswer run(String graph, Played played, Tensor... tensors) {
        return GraphRun.start(graph(graph), Map.of("tier", "gold"), pool(tensors), played).join();
    }

    /// Plays the deployments.
    static final class Played implements StepCall.Port {

        final List<StepCall> calls = new CopyOnWriteArrayList<>();
        int place;
        private final Map<String, Function<StepCall, List<Tensor>>> models =
                new ConcurrentHashMap<>();

        /// `minus`, `large` and `rest` each make another `y` of `x`.
        static Played three() {
            return new Played()
                    .model("minus", "x", "y", x -> -x)
                    .model("large", "x", "y", x -> x * 100)
                    .model("rest", "x", "y", x -> x + 0.5);
        }

        /// It gives `to`, made of each element of `from`.
        Played model(String name, String from, String to, Function<Double, Double> each) {
            models.put(
                    name,
                    call -> {
                        double[] values = values(call.tensors().get(from));
                        List<Double> made = new ArrayList<>();
                        for (double value : values) {
                            made.add(each.apply(value));
                        }
                        return List.of(doubles(to, made.stream().mapToDouble(d -> d).toArray()));
                    });
            return this;
        }

        Played broken(String name) {
            models.put(
                    name,
                    call -> {
                        throw new IllegalStateException(call.path() + " is broken");
                    });
            return this;
        }

        @Override
        public CompletableFuture<StepCall.Answer> predict(StepCall call) {
            calls.add(call);
            return CompletableFuture.supplyAsync(
                    () ->
                            new StepCall.Answer(
                                    models.get(call.deployment()).apply(call), List.of()));
        }

        @Override
        public <T> CompletableFuture<T> compute(long elements, Supplier<T> work) {
            return CompletableFuture.completedFuture(work.get());
        }

        @Override
        public int place(String salt) {
            return place;
        }
    }
}
