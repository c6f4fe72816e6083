package io.minimlops.gateway.testing;

import com.google.protobuf.ByteString;
import io.minimlops.oip.ModelInferRequest;
import io.minimlops.oip.ModelInferRequest.InferInputTensor;
import io.minimlops.oip.ModelInferResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What goes over gRPC to a model of three FP32 columns and back.
public final class GrpcRequests {

    private GrpcRequests() {}

    /// One row of which only the first column may not be zero.
    public static ModelInferRequest row(String model, String id, float first) {
        ByteBuffer row = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putFloat(first);
        return ModelInferRequest.newBuilder()
                .setModelName(model)
                .setId(id)
                .addInputs(
                        InferInputTensor.newBuilder()
                                .setName("input")
                                .setDatatype("FP32")
                                .addShape(1)
                                .addShape(3))
                .addRawInputContents(ByteString.copyFrom(row.rewind()))
                .build();
    }

    /// The first number of the first output.
    public static float number(ModelInferResponse answer) {
        return answer.getRawOutputContents(0)
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat(0);
    }
}
