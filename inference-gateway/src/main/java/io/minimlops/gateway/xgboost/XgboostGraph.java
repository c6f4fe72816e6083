package io.minimlops.gateway.xgboost;

import io.minimlops.gateway.runtime.Device;
import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.tensor.TensorSpec;
import java.util.List;

/// The converted model, with the names that its columns had in training.
record XgboostGraph(ModelGraph onnx, List<String> columns) implements ModelGraph {

    @Override
    public List<TensorSpec> inputs() {
        return onnx.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return onnx.outputs();
    }

    @Override
    public boolean isBatchable() {
        return onnx.isBatchable();
    }

    @Override
    public Device device() {
        return onnx.device();
    }

    @Override
    public Execution newExecution() {
        return onnx.newExecution();
    }

    @Override
    public void close() {
        onnx.close();
    }
}
