package io.minimlops.gateway.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.minimlops.gateway.tensor.DataType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The inputs and outputs of a model that ONNX Runtime's Java binding can neither feed nor read:
/// unsigned integers wider than a byte, by name.
record UnsignedTensors(Map<String, DataType> inputs, Map<String, DataType> outputs) {

    static UnsignedTensors of(OrtSession session) throws OrtException {
        return new UnsignedTensors(
                unsigned(session.getInputInfo().values()),
                unsigned(session.getOutputInfo().values()));
    }

    boolean isEmpty() {
        return inputs.isEmpty() && outputs.isEmpty();
    }

    private static Map<String, DataType> unsigned(Collection<NodeInfo> nodes) {
        Map<String, DataType> found = new LinkedHashMap<>();
        for (NodeInfo node : nodes) {
            if (node.getInfo() instanceof TensorInfo info) {
                switch (info.onnxType) {
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 ->
                            found.put(node.getName(), DataType.UINT16);
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 ->
                            found.put(node.getName(), DataType.UINT32);
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 ->
                            found.put(node.getName(), DataType.UINT64);
                    default -> {}
                }
            }
        }
        return found;
    }
}
