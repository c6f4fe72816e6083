package io.minimlops.bench.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minimlops.bench.load.GrpcExchange;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.local.part.ComponentFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// One request before the many: whether a server says what the model says. The load itself looks at
/// no more than the status.
record FirstAnswer(Contender server, Wire wire, Requests requests) {

    private static final float TOLERANCE = 1e-5f;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType GRPC = MediaType.get("application/grpc");

    /// @throws ComponentFailed when it says something else
    void mustBe(float[] expected) throws IOException {
        float[] answer =
                switch (wire) {
                    case BINARY -> last(expected.length, rest(requests.binary(server.rest())));
                    case JSON -> numbers(rest(requests.json(server.rest())));
                    case GRPC -> last(expected.length, grpc());
                };
        if (!areClose(answer, expected)) {
            throw new ComponentFailed(
                    "%s, %s, %s: answered %s instead of %s"
                            .formatted(
                                    server.name(),
                                    wire.label(),
                                    requests.model().name(),
                                    Arrays.toString(answer),
                                    Arrays.toString(expected)));
        }
    }

    private byte[] rest(HttpCall call) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (HttpConnection connection = new HttpConnection(server.rest())) {
            connection.exchange(call, body);
        }
        return body.toByteArray();
    }

    private byte[] grpc() throws IOException {
        byte[] framed = GrpcExchange.framed(requests.message());
        URI method = server.grpc().resolve(Requests.INFER);
        Request request =
                new Request.Builder()
                        .url(method.toString())
                        .header("te", "trailers")
                        .post(RequestBody.create(framed, GRPC))
                        .build();
        OkHttpClient client =
                new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().bytes();
        } finally {
            client.connectionPool().evictAll();
        }
    }

    /// Raw contents come last, in REST's answers and in those of gRPC.
    private static float[] last(int count, byte[] answer) {
        int start = answer.length - count * Float.BYTES;
        if (start < 0) {
            return new float[0];
        }
        float[] numbers = new float[count];
        ByteBuffer.wrap(answer, start, count * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        return numbers;
    }

    private static float[] numbers(byte[] answer) throws IOException {
        JsonNode data = JSON.readTree(answer).path("outputs").path(0).path("data");
        float[] numbers = new float[data.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) data.get(i).asDouble();
        }
        return numbers;
    }

    private static boolean areClose(float[] some, float[] others) {
        if (some.length != others.length) {
            return false;
        }
        for (int i = 0; i < some.length; i++) {
            // Not the other way round: what is not a number is not close.
            if (!(Math.abs(some[i] - others[i]) <= TOLERANCE)) {
                return false;
            }
        }
        return true;
    }
}
