package io.minimlops.bench.gateway;

import io.minimlops.bench.Bench;
import io.minimlops.bench.Extent;
import io.minimlops.bench.report.Row;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.part.Part;
import java.util.List;
import java.util.function.Consumer;

/// Inference over REST and gRPC, beside ONNX Runtime alone.
public final class GatewayBench implements Bench {

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String description() {
        return "the inference gateway; parts: small, mlp, json, latency, overload, batchjob, streaming, heap; asked for by name: peers";
    }

    @Override
    public List<Part> services() {
        return List.of(Part.MODEL_REGISTRY, Part.INFERENCE_GATEWAY);
    }

    @Override
    public void run(Stand stand, Extent extent, Consumer<Row> rows) throws Exception {
        Setting setting = new Setting(stand, extent);
        if (extent.wants("small")) {
            new SmallRows(setting).run(rows);
        }
        if (extent.wants("mlp")) {
            new PerceptronRows(setting).run(rows);
        }
        if (extent.wants("json")) {
            new JsonRows(setting).run(rows);
        }
        if (extent.wants("latency")) {
            new LatencyRows(setting).run(rows);
        }
        if (extent.wants("overload")) {
            new OverloadRows(setting).run(rows);
        }
        if (extent.wants("batchjob")) {
            new JobRows(setting).run(rows);
        }
        if (extent.wants("streaming")) {
            new StreamingRows(setting).run(rows);
        }
        if (extent.wants("heap")) {
            new HeapRows(setting).run(rows);
        }
        if (extent.asksFor("peers")) {
            new PeerRows(setting).run(rows);
        }
    }
}
