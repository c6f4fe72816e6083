package io.minimlops.gateway.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtSession;
import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Requests' bytes are copied once, into native memory that ONNX Runtime reads in place; where the
/// signature tells the outputs' size, it also writes in place.
final class OnnxExecution implements Execution {

    private final OrtSession session;
    private final OnnxGraph graph;
    private final OnnxBindings bindings;
    private final Set<String> outputNames;

    OnnxExecution(OrtEnvironment environment, OrtSession session, OnnxGraph graph) {
        this.session = session;
        this.graph = graph;
        this.bindings = new OnnxBindings(environment, graph);
        this.outputNames =
                graph.outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
    }

    @Override
    public Ran<List<Tensor>> run(List<List<Tensor>> requests) throws ExecutionFailed {
        long start = System.nanoTime();
        try {
            OnnxBindings.Bound bound = bindings.bind(requests);
            long laidOut = System.nanoTime();
            try (OrtSession.Result result = call(bound)) {
                long ran = System.nanoTime();
                List<List<Tensor>> answers = split(result, bound, requests);
                Timing timing = new Timing(laidOut - start, ran - laidOut, System.nanoTime() - ran);
                return new Ran<>(answers, timing);
            }
        } catch (OrtException e) {
            throw new ExecutionFailed(
                    "the model failed: " + e.getMessage(),
                    e.getCode() == OrtErrorCode.ORT_INVALID_ARGUMENT,
                    e);
        }
    }

    private OrtSession.Result call(OnnxBindings.Bound bound) throws OrtException {
        Map<String, OnnxTensor> pinned = bound.outputs();
        return pinned.isEmpty()
                ? session.run(bound.inputs(), outputNames)
                : session.run(bound.inputs(), Set.of(), pinned);
    }

    private List<List<Tensor>> split(
            OrtSession.Result result, OnnxBindings.Bound bound, List<List<Tensor>> requests)
            throws OrtException {
        List<List<Tensor>> answers = new ArrayList<>(requests.size());
        requests.forEach(request -> answers.add(new ArrayList<>(graph.outputs().size())));
        int[] rows = requests.stream().mapToInt(request -> request.getFirst().rows()).toArray();
        for (TensorSpec output : graph.outputs()) {
            OnnxValue value = bound.outputs().get(output.name());
            if (value == null) {
                value = result.get(output.name()).orElseThrow();
            }
            List<Tensor> parts = OnnxOutput.split(output, (OnnxTensor) value, rows);
            for (int i = 0; i < parts.size(); i++) {
                answers.get(i).add(parts.get(i));
            }
        }
        return answers;
    }

    @Override
    public void close() {
        bindings.close();
    }
}
