package io.minimlops.gateway.runtime;

import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A [SignedTwin] under the names and types of the model itself. The bytes of a tensor stay as they
/// are; only what they are called changes.
final class UnsignedGraph implements ModelGraph {

    private final ModelGraph twin;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;

    UnsignedGraph(ModelGraph twin, UnsignedTensors tensors) {
        this.twin = twin;
        this.inputs = own(twin.inputs(), tensors.inputs(), SignedTwin.FED);
        this.outputs = own(twin.outputs(), tensors.outputs(), SignedTwin.READ);
    }

    private static List<TensorSpec> own(
            List<TensorSpec> signed, Map<String, DataType> unsigned, String suffix) {
        List<TensorSpec> own = new ArrayList<>(signed.size());
        for (TensorSpec spec : signed) {
            String name = spec.name();
            String stripped =
                    name.endsWith(suffix)
                            ? name.substring(0, name.length() - suffix.length())
                            : name;
            DataType type = unsigned.get(stripped);
            own.add(type == null ? spec : new TensorSpec(stripped, type, spec.shape()));
        }
        return List.copyOf(own);
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
        return twin.isBatchable();
    }

    @Override
    public Device device() {
        return twin.device();
    }

    @Override
    public Execution newExecution() {
        return new Relabelling(twin.newExecution());
    }

    @Override
    public void close() {
        twin.close();
    }

    private final class Relabelling implements Execution {

        private final Execution execution;

        Relabelling(Execution execution) {
            this.execution = execution;
        }

        @Override
        public Ran<List<Tensor>> run(List<List<Tensor>> requests) throws ExecutionFailed {
            List<List<Tensor>> signed = new ArrayList<>(requests.size());
            for (List<Tensor> request : requests) {
                signed.add(labelled(request, twin.inputs()));
            }
            Ran<List<Tensor>> ran = execution.run(signed);
            List<List<Tensor>> answers = new ArrayList<>(requests.size());
            for (List<Tensor> answer : ran.results()) {
                answers.add(labelled(answer, outputs));
            }
            return new Ran<>(answers, ran.timing());
        }

        @Override
        public void close() {
            execution.close();
        }
    }

    private static List<Tensor> labelled(List<Tensor> tensors, List<TensorSpec> specs) {
        List<Tensor> labelled = new ArrayList<>(tensors.size());
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            TensorSpec spec = specs.get(i);
            labelled.add(Tensor.of(spec.name(), spec.type(), tensor.shape(), tensor.content()));
        }
        return labelled;
    }
}
