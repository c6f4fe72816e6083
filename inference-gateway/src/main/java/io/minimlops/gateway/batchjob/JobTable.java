package io.minimlops.gateway.batchjob;

import io.minimlops.gateway.batchjob.store.Objects;
import io.minimlops.gateway.batchjob.table.Binding;
import io.minimlops.gateway.batchjob.table.EventTimes;
import io.minimlops.gateway.batchjob.table.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A job's input as its model needs it.
///
/// @param kept columns that the output repeats
/// @param rowGroupBytes see [BatchJobConfig#rowGroupBytes]
record JobTable(
        BatchJob job,
        Objects objects,
        List<Binding> bindings,
        List<Field> kept,
        @Nullable EventTimes times,
        long rowGroupBytes) {

    /// @throws JobFailed when the columns do not fit the model
    static JobTable of(BatchJob job, Objects objects, Signature model, long rowGroupBytes)
            throws IOException, JobFailed {
        BatchJob.Input input = job.input();
        List<Field> fields =
                FileHead.of(
                                objects,
                                input.bucket(),
                                input.files().getFirst().listed(),
                                input.format())
                        .fields();
        ModelColumns columns = new ModelColumns(fields, input.format(), job.columns());
        List<Binding> bindings = columns.bind(model);
        if (!columns.violations().isEmpty()) {
            throw new JobFailed(
                    columns.violations().getFirst().at()
                            + " "
                            + columns.violations().getFirst().message());
        }
        List<Field> kept = new ArrayList<>();
        for (String name : job.keep()) {
            kept.add(field(fields, name));
        }
        EventTimes times =
                job.eventTime() == null ? null : new EventTimes(field(fields, job.eventTime()));
        return new JobTable(job, objects, bindings, kept, times, rowGroupBytes);
    }

    private static Field field(List<Field> fields, String name) throws JobFailed {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new JobFailed("the input has no column '" + name + "'"));
    }

    /// The rows from one on.
    InputCursor cursor(long from) {
        Set<String> wanted = new LinkedHashSet<>();
        bindings.forEach(binding -> wanted.addAll(binding.columns()));
        kept.forEach(field -> wanted.add(field.name()));
        if (times != null) {
            wanted.add(times.field().name());
        }
        return new InputCursor(objects, job.input(), List.copyOf(wanted), from, rowGroupBytes);
    }

    ChunkPrediction prediction(PinnedModel model) {
        return new ChunkPrediction(model, bindings, times);
    }
}
