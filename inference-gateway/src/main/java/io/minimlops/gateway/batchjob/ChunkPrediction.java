package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.table.Binding;
import io.minimlops.gateway.batchjob.table.EventTimes;
import io.minimlops.gateway.batchjob.table.Faults;
import io.minimlops.gateway.batchjob.table.Rows;
import io.minimlops.gateway.batchjob.table.TensorFill;
import io.minimlops.gateway.tensor.Tensor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Predicts some rows: those with a fault of their own are put aside, and when the model refuses
/// the others together they are halved until the rows at fault stand alone. One use.
final class ChunkPrediction {

    private final PinnedModel model;
    private final List<Binding> bindings;
    private final @Nullable EventTimes times;
    private final List<Chunk.Predicted> predicted = new ArrayList<>();
    private final List<Chunk.Failed> failed = new ArrayList<>();
    private long computeNanos;

    ChunkPrediction(PinnedModel model, List<Binding> bindings, @Nullable EventTimes times) {
        this.model = model;
        this.bindings = bindings;
        this.times = times;
    }

    Chunk of(Rows rows) throws NotNow, InterruptedException {
        Faults faults = new Faults();
        Map<String, Tensor> tensors = tensors(rows, faults);
        @Nullable Instant[] at = times == null ? null : times.of(rows, faults);
        if (faults.isEmpty() && at == null) {
            ask(rows, tensors, null);
        } else {
            failed.add(
                    new Chunk.Failed(
                            rows.pick(faults.bad()), List.copyOf(faults.reasons().values())));
            inRuns(rows, faults.good(rows.count()), at);
        }
        return new Chunk(predicted, failed, computeNanos);
    }

    /// Rows of one event time go together, as they do in requests.
    private void inRuns(Rows rows, int[] good, @Nullable Instant @Nullable [] at)
            throws NotNow, InterruptedException {
        int from = 0;
        for (int i = 1; i <= good.length; i++) {
            if (i == good.length || !same(at, good[from], good[i])) {
                int[] run = Arrays.copyOfRange(good, from, i);
                ask(rows.pick(run), at == null ? null : at[run[0]]);
                from = i;
            }
        }
    }

    private static boolean same(@Nullable Instant @Nullable [] at, int one, int other) {
        return at == null || Objects.equals(at[one], at[other]);
    }

    private void ask(Rows rows, @Nullable Instant at) throws NotNow, InterruptedException {
        ask(rows, tensors(rows, new Faults()), at);
    }

    private void ask(Rows rows, Map<String, Tensor> tensors, @Nullable Instant at)
            throws NotNow, InterruptedException {
        try {
            PinnedModel.Answer answer = model.predict(tensors, at);
            predicted.add(new Chunk.Predicted(rows, answer.outputs()));
            computeNanos += answer.computeNanos();
        } catch (Unpredictable e) {
            if (rows.count() == 1) {
                failed.add(new Chunk.Failed(rows, List.of(e.reason())));
            } else {
                int half = rows.count() / 2;
                ask(rows.slice(0, half), at);
                ask(rows.slice(half, rows.count()), at);
            }
        }
    }

    private Map<String, Tensor> tensors(Rows rows, Faults faults) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Binding binding : bindings) {
            tensors.put(binding.input(), TensorFill.tensor(binding, rows, faults));
        }
        return tensors;
    }
}
