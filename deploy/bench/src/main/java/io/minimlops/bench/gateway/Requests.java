package io.minimlops.bench.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.bench.load.HttpCall;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/// Requests for a model, made beforehand. The numbers are always the same.
record Requests(BenchModel model, int rows) {

    static final String INFER = "/inference.GRPCInferenceService/ModelInfer";

    /// With the binary tensor extension, in and out, as Triton's client sends it by default.
    HttpCall binary(URI gateway) {
        return binary(gateway, "\"binary_data_output\":true");
    }

    /// @param parameters of the request, as JSON fields
    HttpCall binary(URI gateway, String parameters) {
        byte[] numbers = littleEndian();
        String head =
                ("{\"parameters\":{%s},\"inputs\":[{\"name\":\"input\",\"shape\":[%d,%d],"
                                + "\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":%d}}]}")
                        .formatted(parameters, rows, model.width(), numbers.length);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(UTF_8));
        body.writeBytes(numbers);
        String more =
                "Content-Type: application/octet-stream\r\nInference-Header-Content-Length: %d\r\n"
                        .formatted(head.length());
        return call(gateway, more, body.toByteArray());
    }

    HttpCall json(URI gateway) {
        byte[] body =
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[%d,%d],\"datatype\":\"FP32\",\"data\":%s}]}"
                        .formatted(rows, model.width(), data())
                        .getBytes(UTF_8);
        return call(gateway, "Content-Type: application/json\r\n", body);
    }

    private HttpCall call(URI gateway, String more, byte[] body) {
        String head =
                "POST /v2/models/%s/infer HTTP/1.1\r\nHost: %s\r\n%sContent-Length: %d\r\n\r\n"
                        .formatted(model.name(), gateway.getAuthority(), more, body.length);
        return new HttpCall(head.getBytes(ISO_8859_1), body);
    }

    /// `inference.ModelInferRequest` with raw contents.
    byte[] message() {
        Protobuf input = new Protobuf().text(1, "input").text(2, "FP32");
        input.number(3, rows).number(3, model.width());
        return new Protobuf()
                .text(1, model.name())
                .message(5, input)
                .raw(7, littleEndian())
                .bytes();
    }

    ByteBuffer direct() {
        byte[] numbers = littleEndian();
        return ByteBuffer.allocateDirect(numbers.length)
                .order(ByteOrder.nativeOrder())
                .put(numbers)
                .flip();
    }

    /// What Python prints for a 32-bit float: some eight digits each.
    private String data() {
        StringBuilder data = new StringBuilder("[");
        Random random = new Random(2);
        for (int i = 0; i < rows * model.width(); i++) {
            data.append(i == 0 ? "" : ",").append(random.nextFloat());
        }
        return data.append("]").toString();
    }

    private byte[] littleEndian() {
        ByteBuffer bytes =
                ByteBuffer.allocate(rows * model.width() * 4).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(2);
        while (bytes.hasRemaining()) {
            bytes.putFloat(random.nextFloat());
        }
        return bytes.array();
    }
}
