package io.minimlops.gateway.oip.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.oip.BadRequest;
import io.minimlops.gateway.oip.BinaryTensor;
import io.minimlops.gateway.oip.ElementCount;
import io.minimlops.gateway.oip.InferRequest;
import io.minimlops.gateway.oip.InferRequest.WantedOutput;
import io.minimlops.gateway.oip.LimitsConfig;
import io.minimlops.gateway.oip.ResponseParameters;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Content;
import io.minimlops.gateway.tensor.Tensor.Numbers;
import io.minimlops.gateway.tensor.Tensor.Strings;
import io.minimlops.oip.InferParameter;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferRequest.InferInputTensor;
import io.minimlops.oip.ModelInferResponse;
import io.minimlops.oip.ModelInferResponse.InferOutputTensor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Inference messages to and from the protocol's own terms. An answer is raw if its request was.
@ApplicationScoped
class InferMessages {

    private final LimitsConfig limits;

    InferMessages(LimitsConfig limits) {
        this.limits = limits;
    }

    InferRequest read(ModelInferRequest message) {
        List<InferInputTensor> inputs = message.getInputsList();
        boolean raw = isRaw(message);
        if (inputs.isEmpty() || inputs.size() > limits.tensors()) {
            throw new BadRequest(
                    "the request has %d inputs, 1 to %d are possible"
                            .formatted(inputs.size(), limits.tensors()));
        }
        if (raw && message.getRawInputContentsCount() != inputs.size()) {
            throw new BadRequest(
                    "expected %d raw input contents, got %d"
                            .formatted(inputs.size(), message.getRawInputContentsCount()));
        }
        Map<String, Tensor> tensors = tensors(message, inputs, raw);
        List<WantedOutput> outputs =
                message.getOutputsList().stream()
                        .map(
                                output ->
                                        WantedOutput.of(
                                                output.getName(),
                                                parameters(output.getParametersMap())))
                        .toList();
        String id = message.getId().isEmpty() ? null : message.getId();
        return new InferRequest(id, parameters(message.getParametersMap()), tensors, outputs);
    }

    private Map<String, Tensor> tensors(
            ModelInferRequest message, List<InferInputTensor> inputs, boolean raw) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor tensor = tensor(inputs.get(i), raw ? message.getRawInputContents(i) : null);
            if (tensors.put(tensor.name(), tensor) != null) {
                throw new BadRequest("input '%s' is given twice".formatted(tensor.name()));
            }
        }
        return tensors;
    }

    static boolean isRaw(ModelInferRequest message) {
        return message.getRawInputContentsCount() > 0;
    }

    private Tensor tensor(InferInputTensor input, @Nullable ByteString raw) {
        String name = input.getName();
        DataType type =
                DataType.named(input.getDatatype())
                        .orElseThrow(
                                () ->
                                        new BadRequest(
                                                "input '%s': unknown datatype '%s'"
                                                        .formatted(name, input.getDatatype())));
        Shape shape = shape(input);
        long elements = ElementCount.of(name, shape, limits.elements());
        if (elements == 0) {
            throw new BadRequest("input '%s' has no rows".formatted(name));
        }
        if (raw != null && input.hasContents()) {
            throw new BadRequest(
                    "contents must not be given beside raw_input_contents, as for input '%s'"
                            .formatted(name));
        }
        Content content =
                raw == null
                        ? TensorContents.read(name, type, elements, input.getContents())
                        : BinaryTensor.read(name, type, elements, raw.asReadOnlyByteBuffer());
        return Tensor.of(name, type, shape, content);
    }

    private Shape shape(InferInputTensor input) {
        boolean fit = input.getShapeCount() <= limits.dimensions();
        long[] dimensions = new long[fit ? input.getShapeCount() : 0];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = input.getShape(i);
            fit &= dimensions[i] >= 0;
        }
        if (!fit) {
            throw new BadRequest(
                    "input '%s': a shape has at most %d dimensions, none negative"
                            .formatted(input.getName(), limits.dimensions()));
        }
        return Shape.of(dimensions);
    }

    private static Map<String, Object> parameters(Map<String, InferParameter> given) {
        Map<String, Object> parameters = HashMap.newHashMap(given.size());
        given.forEach(
                (name, value) -> {
                    switch (value.getParameterChoiceCase()) {
                        case BOOL_PARAM -> parameters.put(name, value.getBoolParam());
                        case INT64_PARAM -> parameters.put(name, value.getInt64Param());
                        case UINT64_PARAM -> parameters.put(name, value.getUint64Param());
                        case STRING_PARAM -> parameters.put(name, value.getStringParam());
                        case DOUBLE_PARAM -> parameters.put(name, value.getDoubleParam());
                        case PARAMETERCHOICE_NOT_SET ->
                                throw new BadRequest("parameter '%s' has no value".formatted(name));
                    }
                });
        return parameters;
    }

    /// @param request what the message was read to
    ModelInferResponse write(
            ModelInferRequest message,
            InferRequest request,
            String requestId,
            Prediction prediction) {
        boolean raw = isRaw(message);
        ModelInferResponse.Builder answer =
                ModelInferResponse.newBuilder()
                        .setModelName(prediction.deployment())
                        .setModelVersion(prediction.version())
                        .setId(message.getId());
        ResponseParameters.of(request, requestId, prediction)
                .forEach((name, value) -> answer.putParameters(name, parameter(value)));
        for (Tensor each : prediction.outputs()) {
            Tensor output = request.form(each, prediction.labels());
            InferOutputTensor.Builder tensor = head(output);
            if (raw) {
                answer.addRawOutputContents(UnsafeByteOperations.unsafeWrap(bytes(output)));
            } else {
                tensor.setContents(TensorContents.write(output));
            }
            answer.addOutputs(tensor);
        }
        return answer.build();
    }

    /// All but the elements.
    private static InferOutputTensor.Builder head(Tensor output) {
        InferOutputTensor.Builder tensor =
                InferOutputTensor.newBuilder()
                        .setName(output.name())
                        .setDatatype(output.type().name());
        for (int i = 0; i < output.shape().rank(); i++) {
            tensor.addShape(output.shape().dimension(i));
        }
        return tensor;
    }

    /// Numbers as they lie in the tensor, which nobody changes.
    private static ByteBuffer bytes(Tensor output) {
        return switch (output.content()) {
            case Numbers numbers -> numbers.view();
            case Strings _ -> ByteBuffer.wrap(BinaryTensor.write(output));
        };
    }

    private static InferParameter parameter(Object value) {
        InferParameter.Builder parameter = InferParameter.newBuilder();
        return switch (value) {
            case Number number -> parameter.setInt64Param(number.longValue()).build();
            default -> parameter.setStringParam(String.valueOf(value)).build();
        };
    }
}
