package io.minimlops.bench.gateway;

import io.minimlops.bench.load.Measured;
import io.minimlops.bench.report.Aim;
import io.minimlops.bench.report.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Batch jobs: a file in the store is read, predicted and written back, from the request to the
/// job's end, beside what ONNX Runtime computes meanwhile if the numbers are there already. Jobs
/// over the same file go before.
final class JobRows {

    private static final int[] BATCHES = {64, 256, 1024};
    private static final double SHARE = 0.7;

    private final Setting setting;
    private final Jobs jobs;

    JobRows(Setting setting) {
        this.setting = setting;
        this.jobs = new Jobs(setting);
    }

    void run(Consumer<Row> rows) throws Exception {
        BenchModel wide = setting.serve(PerceptronRows.model());
        BenchModel small = setting.serve(BenchModel.perceptron("mlp-small", 8, 64, 64, 1));
        Row wideAlone = setting.raw(wide, BATCHES);
        rows.accept(wideAlone);
        rows.accept(row(wide, Table.Format.PARQUET, rows(100_000, 600_000), wideAlone));
        Row smallAlone = setting.raw(small, BATCHES);
        rows.accept(smallAlone);
        rows.accept(row(small, Table.Format.PARQUET, rows(2_000_000, 5_000_000), smallAlone));
        rows.accept(row(small, Table.Format.CSV, rows(500_000, 2_000_000), smallAlone));
    }

    private int rows(int quickly, int fully) {
        return setting.extent().of(quickly, fully);
    }

    private Row row(BenchModel model, Table.Format format, int count, Row alone) throws Exception {
        String key = "bench/%s.%s".formatted(model.name(), format.word());
        store(new Table(format, model.width(), count), key);
        for (int i = 0; i < setting.extent().of(1, 3); i++) {
            jobs.run(model, format, key);
        }
        Measured measured = jobs.run(model, format, key);
        Row row =
                Row.of(
                                "batch job, %s, %,d rows of %s × %d"
                                        .formatted(
                                                model.name(), count, format.word(), model.width()),
                                measured)
                        .counting(count, "rows")
                        .beside(alone.asLimit("alone"));
        return format == Table.Format.PARQUET ? row.aiming(new Aim.Share(SHARE)) : row;
    }

    private void store(Table table, String key) throws Exception {
        Path file = Files.createTempFile("mlops-bench-table", "." + table.format().word());
        try {
            table.write(file);
            setting.registered().upload(key, file);
        } finally {
            Files.delete(file);
        }
    }
}
