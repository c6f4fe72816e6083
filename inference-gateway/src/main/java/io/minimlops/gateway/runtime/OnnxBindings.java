package io.minimlops.gateway.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Native tensors over reused native memory, one set per combination of shapes seen lately.
final class OnnxBindings implements AutoCloseable {

    private static final int KEPT = 64;

    private final OrtEnvironment environment;
    private final OnnxGraph graph;
    private final List<NativeBuffer> inputMemory;
    private final List<NativeBuffer> outputMemory;
    private final Map<List<Shape>, Bound> kept = new LinkedHashMap<>(16, 0.75f, true);

    OnnxBindings(OrtEnvironment environment, OnnxGraph graph) {
        this.environment = environment;
        this.graph = graph;
        this.inputMemory = graph.inputs().stream().map(input -> new NativeBuffer()).toList();
        this.outputMemory = graph.outputs().stream().map(output -> new NativeBuffer()).toList();
    }

    /// @param outputs empty when ONNX Runtime is to allocate them
    record Bound(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {

        void close() {
            inputs.values().forEach(OnnxTensor::close);
            outputs.values().forEach(OnnxTensor::close);
        }
    }

    /// Copies the requests' inputs behind each other and returns tensors over them.
    Bound bind(List<List<Tensor>> requests) throws OrtException {
        List<Shape> shapes = new ArrayList<>(graph.inputs().size());
        for (int input = 0; input < graph.inputs().size(); input++) {
            shapes.add(batchShape(requests, input));
        }
        reserve(shapes);
        boolean reusable = true;
        for (int input = 0; input < shapes.size(); input++) {
            if (graph.inputs().get(input).type() == DataType.BYTES) {
                reusable = false;
            } else {
                fill(requests, input, shapes.get(input));
            }
        }
        if (!reusable) {
            kept.values().forEach(Bound::close);
            kept.clear();
        }
        Bound bound = kept.get(shapes);
        if (bound == null) {
            bound = create(requests, shapes);
            kept.put(shapes, bound);
            evict();
        }
        return bound;
    }

    private static Shape batchShape(List<List<Tensor>> requests, int input) {
        Shape first = requests.getFirst().get(input).shape();
        if (requests.size() == 1) {
            return first;
        }
        long rows = 0;
        for (List<Tensor> request : requests) {
            rows += request.get(input).rows();
        }
        return first.withRows(rows);
    }

    private void reserve(List<Shape> shapes) {
        boolean moved = false;
        for (int input = 0; input < shapes.size(); input++) {
            moved |=
                    inputMemory
                            .get(input)
                            .reserve(bytes(graph.inputs().get(input), shapes.get(input)));
        }
        if (graph.hasFixedOutputs()) {
            long rows = shapes.getFirst().rows();
            for (int output = 0; output < outputMemory.size(); output++) {
                TensorSpec spec = graph.outputs().get(output);
                moved |= outputMemory.get(output).reserve(bytes(spec, spec.shape().withRows(rows)));
            }
        }
        if (moved) {
            close();
        }
    }

    private static long bytes(TensorSpec spec, Shape shape) {
        return Math.multiplyExact(shape.elements(), (long) spec.type().width());
    }

    private void fill(List<List<Tensor>> requests, int input, Shape shape) {
        ByteBuffer memory =
                inputMemory.get(input).first((int) bytes(graph.inputs().get(input), shape));
        for (List<Tensor> request : requests) {
            if (request.get(input).content() instanceof Numbers numbers) {
                memory.put(numbers.view());
            }
        }
    }

    private Bound create(List<List<Tensor>> requests, List<Shape> shapes) throws OrtException {
        Bound bound = new Bound(new HashMap<>(), new HashMap<>());
        try {
            for (int input = 0; input < shapes.size(); input++) {
                TensorSpec spec = graph.inputs().get(input);
                Shape shape = shapes.get(input);
                OnnxTensor tensor =
                        spec.type() == DataType.BYTES
                                ? strings(requests, input, shape)
                                : over(inputMemory.get(input), spec, shape);
                bound.inputs().put(spec.name(), tensor);
            }
            if (graph.hasFixedOutputs()) {
                for (int output = 0; output < outputMemory.size(); output++) {
                    TensorSpec spec = graph.outputs().get(output);
                    Shape shape = spec.shape().withRows(shapes.getFirst().rows());
                    bound.outputs().put(spec.name(), over(outputMemory.get(output), spec, shape));
                }
            }
            return bound;
        } catch (OrtException e) {
            bound.close();
            throw e;
        }
    }

    private OnnxTensor over(NativeBuffer memory, TensorSpec spec, Shape shape) throws OrtException {
        ByteBuffer slice = memory.first((int) bytes(spec, shape));
        return OnnxTensor.createTensor(
                environment, slice, shape.toArray(), OnnxTypes.of(spec.type()));
    }

    private OnnxTensor strings(List<List<Tensor>> requests, int input, Shape shape)
            throws OrtException {
        List<String> all = new ArrayList<>();
        for (List<Tensor> request : requests) {
            if (request.get(input).content() instanceof Strings strings) {
                strings.elements().forEach(element -> all.add(new String(element, UTF_8)));
            }
        }
        return OnnxTensor.createTensor(environment, all.toArray(String[]::new), shape.toArray());
    }

    private void evict() {
        var oldest = kept.values().iterator();
        while (kept.size() > KEPT) {
            oldest.next().close();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        kept.values().forEach(Bound::close);
        kept.clear();
    }
}
