package io.minimlops.gateway.oip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.minimlops.gateway.inference.Prediction;
import io.minimlops.gateway.payloadlog.Payload;
import io.minimlops.gateway.tensor.Tensor;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An answer on the wire: JSON, and behind it the bytes of outputs that were wanted as binary data.
///
/// @param headLength bytes of JSON; -1 when there is nothing else
record InferResponse(Buffer body, int headLength) {

    private static final JsonFactory JSON = new JsonFactory();

    static InferResponse of(InferRequest request, String requestId, Prediction prediction)
            throws IOException {
        BodyBuffer body = new BodyBuffer();
        List<Tensor> binaries = new ArrayList<>(prediction.outputs().size());
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("model_name", prediction.deployment());
            json.writeStringField("model_version", prediction.version());
            if (request.id() != null) {
                json.writeStringField("id", request.id());
            }
            write(json, ResponseParameters.of(request, requestId, prediction));
            json.writeArrayFieldStart("outputs");
            for (Tensor each : prediction.outputs()) {
                Tensor output = request.form(each, prediction.labels());
                boolean binary = request.wantsBinary(output.name());
                write(json, output, binary);
                if (binary) {
                    binaries.add(output);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        int head = body.length();
        binaries.forEach(body::append);
        return new InferResponse(body.buffer(), binaries.isEmpty() ? -1 : head);
    }

    /// The body as the payload log has it.
    Payload payload(String type) {
        return new Payload(type, headLength, body.length(), body::getBytes);
    }

    private static void write(JsonGenerator json, Map<String, Object> parameters)
            throws IOException {
        json.writeObjectFieldStart("parameters");
        for (Map.Entry<String, Object> each : parameters.entrySet()) {
            json.writePOJOField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Tensor output, boolean binary)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", output.name());
        json.writeStringField("datatype", output.type().name());
        json.writeArrayFieldStart("shape");
        for (int i = 0; i < output.shape().rank(); i++) {
            json.writeNumber(output.shape().dimension(i));
        }
        json.writeEndArray();
        if (!binary) {
            json.writeArrayFieldStart("data");
            writeData(json, output);
            json.writeEndArray();
        } else {
            json.writeObjectFieldStart("parameters");
            json.writeNumberField("binary_data_size", BinaryTensor.size(output));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeData(JsonGenerator json, Tensor output) throws IOException {
        if (!output.type().hasJsonForm()) {
            throw new BadRequest(
                    "output '%s': %s cannot travel as JSON, ask for binary data"
                            .formatted(output.name(), output.type()));
        }
        JsonElements.write(json, output, 0, Math.toIntExact(output.shape().elements()));
    }
}
