package io.minimlops.gateway.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// An ONNX Runtime session and its signature. Outputs that are no tensors (maps, sequences) are
/// left out.
final class OnnxGraph implements ModelGraph {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final Device device;
    private final OnnxProbe.Findings findings;

    private OnnxGraph(
            OrtEnvironment environment,
            OrtSession session,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs,
            Device device) {
        this.environment = environment;
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
        this.device = device;
        this.findings = OnnxProbe.probe(environment, session, inputs, outputs);
    }

    static OnnxGraph of(OrtEnvironment environment, OrtSession session, Device device)
            throws OrtException, UnloadableModel {
        try {
            Collection<NodeInfo> wanted = session.getInputInfo().values();
            List<TensorSpec> inputs = specs(wanted);
            List<TensorSpec> outputs = specs(session.getOutputInfo().values());
            if (inputs.size() != wanted.size()) {
                throw new UnloadableModel(
                        "an input is no tensor, or of a type that cannot be fed: " + wanted);
            }
            if (outputs.isEmpty()) {
                throw new UnloadableModel(
                        "no output is a tensor; a classifier is exported without ZipMap");
            }
            return new OnnxGraph(environment, session, inputs, outputs, device);
        } catch (OrtException | UnloadableModel e) {
            session.close();
            throw e;
        }
    }

    private static List<TensorSpec> specs(Collection<NodeInfo> nodes) {
        List<TensorSpec> specs = new ArrayList<>();
        for (NodeInfo node : nodes) {
            if (node.getInfo() instanceof TensorInfo info) {
                OnnxTypes.of(info.type)
                        .map(
                                type ->
                                        new TensorSpec(
                                                node.getName(), type, Shape.of(info.getShape())))
                        .ifPresent(specs::add);
            }
        }
        return List.copyOf(specs);
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public boolean isBatchable() {
        return findings.batchable();
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public Execution newExecution() {
        return new OnnxExecution(environment, session, this);
    }

    /// Whether outputs can be written into buffers laid out before the model runs.
    boolean hasFixedOutputs() {
        return findings.fixedOutputs();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session could not be closed", e);
        }
    }
}
