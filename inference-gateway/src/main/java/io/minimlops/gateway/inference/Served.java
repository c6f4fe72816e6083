package io.minimlops.gateway.inference;

import io.minimlops.gateway.batch.Outcome;
import io.minimlops.gateway.deployment.Route;
import io.minimlops.gateway.feature.Keys;
import io.minimlops.gateway.feature.Vectors;
import io.minimlops.gateway.inferencelog.PredictedNumbers;
import io.minimlops.gateway.inferencelog.ServedRequest;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/// Describes an answered request for the inference log.
final class Served {

    private static final int WIDEST = 512;

    /// As many as loaded models have inputs and widths.
    private static final ConcurrentMap<Columns, Given> GIVEN = new ConcurrentHashMap<>();

    private Served() {}

    static ServedRequest of(
            PredictionRequest request,
            Route route,
            ModelInput input,
            List<String> predictionIds,
            Outcome<List<Tensor>> outcome,
            long nanos) {
        Instant now = Instant.now();
        Keys keys = input.keys() == null ? new Keys(List.of(), List.of()) : input.keys();
        return new ServedRequest(
                request.id(),
                request.correlationId(),
                request.deployment(),
                route.version().id(),
                route.role().word(),
                input.vectors() == null ? vectors(input.tensors()) : input.vectors(),
                keys,
                predictionIds,
                PredictedNumbers.of(outcome.result().getFirst(), predictionIds.size()),
                request.eventTime() == null ? now : request.eventTime(),
                now,
                nanos / 1_000,
                outcome.batch().rows());
    }

    /// A plain model's single matrix of numbers; anything else is logged without its features.
    private static Vectors vectors(List<Tensor> inputs) {
        Tensor input = inputs.isEmpty() ? null : inputs.getFirst();
        int rows = input == null ? 1 : input.rows();
        if (input == null
                || inputs.size() != 1
                || input.type() == DataType.BYTES
                || input.shape().rank() > 2
                || input.shape().perRow().elements() > WIDEST) {
            return new Vectors(List.of(), new float[rows][0], new char[rows][0], new long[rows][0]);
        }
        int width = (int) input.shape().perRow().elements();
        float[][] values = new float[rows][width];
        for (int row = 0; row < rows; row++) {
            input.floats(row * width, values[row]);
        }
        Given given = GIVEN.computeIfAbsent(new Columns(input.name(), width), Given::of);
        char[][] statuses = new char[rows][];
        long[][] times = new long[rows][];
        Arrays.fill(statuses, given.statuses());
        Arrays.fill(times, given.times());
        return new Vectors(given.columns(), values, statuses, times);
    }

    /// The columns of a model's only input.
    private record Columns(String input, int width) {}

    /// What is the same for every row that a request brought whole. It is shared: thousands of rows
    /// may wait to be told.
    private record Given(List<String> columns, char[] statuses, long[] times) {
        static Given of(Columns of) {
            char[] statuses = new char[of.width()];
            Arrays.fill(statuses, 'R');
            return new Given(
                    IntStream.range(0, of.width())
                            .mapToObj(i -> of.input() + "[" + i + "]")
                            .toList(),
                    statuses,
                    new long[of.width()]);
        }
    }
}
