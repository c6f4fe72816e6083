package io.minimlops.gateway.oip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.Tensor.Strings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer on the wire: JSON, and behind it the bytes of outputs that were wanted as binary data.
///
/// @param headLength bytes of JSON; -1 when there is nothing else
record InferResponse(byte[] body, long headLength) {

    private static final JsonFactory JSON = new JsonFactory();

    static InferResponse of(InferRequest request, String requestId, Prediction prediction)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(512);
        List<byte[]> binaries = new ArrayList<>();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("model_name", prediction.deployment());
            json.writeStringField("model_version", prediction.version());
            if (request.id() != null) {
                json.writeStringField("id", request.id());
            }
            json.writeObjectFieldStart("parameters");
            for (Map.Entry<String, Object> each :
                    ResponseParameters.of(request.id(), requestId, prediction).entrySet()) {
                json.writePOJOField(each.getKey(), each.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("outputs");
            for (Tensor output : prediction.outputs()) {
                byte[] binary =
                        request.wantsBinary(output.name()) ? BinaryTensor.write(output) : null;
                write(json, output, binary);
                if (binary != null) {
                    binaries.add(binary);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        if (binaries.isEmpty()) {
            return new InferResponse(body.toByteArray(), -1);
        }
        long head = body.size();
        binaries.forEach(body::writeBytes);
        return new InferResponse(body.toByteArray(), head);
    }

    private static void write(JsonGenerator json, Tensor output, byte @Nullable [] binary)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", output.name());
        json.writeStringField("datatype", output.type().name());
        json.writeArrayFieldStart("shape");
        for (long dimension : output.shape().dimensions()) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        if (binary == null) {
            json.writeArrayFieldStart("data");
            writeData(json, output);
            json.writeEndArray();
        } else {
            json.writeObjectFieldStart("parameters");
            json.writeNumberField("binary_data_size", binary.length);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /// JSON has no NaN and no infinity: they become null.
    private static void writeData(JsonGenerator json, Tensor output) throws IOException {
        if (!output.type().hasJsonForm()) {
            throw new BadRequest(
                    "output '%s': %s cannot travel as JSON, ask for binary data"
                            .formatted(output.name(), output.type()));
        }
        if (output.content() instanceof Strings strings) {
            for (byte[] element : strings.elements()) {
                json.writeString(new String(element, StandardCharsets.UTF_8));
            }
            return;
        }
        int elements = Math.toIntExact(output.shape().elements());
        for (int i = 0; i < elements; i++) {
            double number = output.number(i);
            if (output.type() == DataType.BOOL) {
                json.writeBoolean(number != 0);
            } else if (!output.type().isFloating()) {
                writeInteger(json, output, i);
            } else if (!Double.isFinite(number)) {
                json.writeNull();
            } else if (output.type() == DataType.FP32) {
                json.writeNumber((float) number);
            } else {
                json.writeNumber(number);
            }
        }
    }

    private static void writeInteger(JsonGenerator json, Tensor output, int i) throws IOException {
        if (output.type() == DataType.INT64 && output.content() instanceof Tensor.Numbers numbers) {
            json.writeNumber(numbers.bytes().getLong(i * 8));
        } else {
            json.writeNumber((long) output.number(i));
        }
    }
}
