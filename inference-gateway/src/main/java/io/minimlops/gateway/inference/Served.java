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
import java.util.stream.IntStream;

/// Describes an answered request for the inference log.
final class Served {

    private static final int WIDEST = 512;

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
        char[][] statuses = new char[rows][width];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(statuses[row], 'R');
            for (int column = 0; column < width; column++) {
                values[row][column] = (float) input.number(row * width + column);
            }
        }
        List<String> columns =
                IntStream.range(0, width).mapToObj(i -> input.name() + "[" + i + "]").toList();
        return new Vectors(columns, values, statuses, new long[rows][width]);
    }
}
