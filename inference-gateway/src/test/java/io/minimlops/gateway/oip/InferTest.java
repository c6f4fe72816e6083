package io.minimlops.gateway.oip;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class InferTest {

    private static Registered plain;

    @BeforeEach
    void servePlainModel() throws Exception {
        plain = Registered.orPlain(plain);
    }

    @Test
    void flatAndNestedDataGiveTheSameAnswer() {
        // When
        Response flat = infer(plain.name(), tensor("[2,3]", "[0,0,0,1,1,1]"));
        Response nested = infer(plain.name(), tensor("[2,3]", "[[0,0,0],[1,1,1]]"));

        // Then
        flat.then()
                .statusCode(200)
                .body("model_name", equalTo(plain.name()))
                .body("model_version", equalTo("1"))
                .body("parameters.role", equalTo("champion"))
                .body("outputs[0].name", equalTo("probability"))
                .body("outputs[0].shape", equalTo(List.of(2, 1)))
                .body("outputs[0].data[0]", equalTo(0.5f))
                .body("outputs[0].data[1]", equalTo(0.99752736f));
        assertThat(nested.<Object>path("outputs")).isEqualTo(flat.path("outputs"));
    }

    @Test
    void anAnswerTellsOfItsBatchWhoAsks() {
        // Given
        String plainly = tensor("[2,3]", "[0,0,0,1,1,1]");

        // When
        Response lean = infer(plain.name(), plainly);
        Response told =
                infer(
                        plain.name(),
                        plainly.replaceFirst(
                                "\\{", "{\"parameters\":{\"explain_batch\":true},\"id\":\"x\","));

        // Then
        assertThat(lean.<Map<String, Object>>path("parameters"))
                .containsOnlyKeys("role", "request_id");
        assertThat(told.<Map<String, Object>>path("parameters"))
                .containsOnlyKeys("role", "batch_rows", "batch_release", "queue_us")
                .containsEntry("batch_rows", 2);
    }

    @Test
    void anOutputIsToldAsItsGreatestClasses() throws Exception {
        // Given
        Registered scores =
                new Registered()
                        .files(
                                "1",
                                Map.of(
                                        "model.onnx",
                                        OnnxModel.identity(OnnxModel.FLOAT, -1, 3),
                                        "labels.txt",
                                        "cat\ndog\n".getBytes(UTF_8)))
                        .champion("1");
        awaitChampion(scores.name(), "1");

        // When
        Response answer =
                infer(
                        scores.name(),
                        """
                        {"inputs":[{"name":"input","shape":[2,3],"datatype":"FP32",
                                    "data":[0.1,0.7,0.2,3,2,1]}],
                         "outputs":[{"name":"output","parameters":{"classification":2}}]}""");

        // Then
        answer.then()
                .statusCode(200)
                .body("outputs[0].datatype", equalTo("BYTES"))
                .body("outputs[0].shape", equalTo(List.of(2, 2)))
                .body(
                        "outputs[0].data",
                        equalTo(
                                List.of(
                                        "0.700000:1:dog",
                                        "0.200000:2",
                                        "3.000000:0:cat",
                                        "2.000000:1:dog")));
        given().get("/v2/models/{m}/config", scores.name())
                .then()
                .body("output[0].label_filename", equalTo("labels.txt"));
    }

    @Test
    void dataMayStandBeforeItsDescription() {
        infer(
                        plain.name(),
                        """
                        {"outputs":[{"name":"probability"}],"inputs":[{"data":[[0,0,0]],"shape":[1,3],
                        "datatype":"FP32","name":"input"}],"id":"abc","unknown":{"a":[1]}}""")
                .then()
                .statusCode(200)
                .body("id", equalTo("abc"))
                .body("outputs[0].data[0]", equalTo(0.5f));
    }

    @Test
    void binaryTensorsGoInAndComeOut() {
        // Given
        String head =
                """
                {"parameters":{"binary_data_output":true},"inputs":[{"name":"input","shape":[1,3],\
                "datatype":"FP32","parameters":{"binary_data_size":12}}]}""";
        ByteBuffer body = ByteBuffer.allocate(head.length() + 12).order(ByteOrder.LITTLE_ENDIAN);
        body.put(head.getBytes()).putFloat(0).putFloat(0).putFloat(0);

        // When
        Response answer =
                given().header("Inference-Header-Content-Length", head.length())
                        .contentType("application/octet-stream")
                        .body(body.array())
                        .post("/v2/models/{m}/infer", plain.name());

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        int length = Integer.parseInt(answer.header("Inference-Header-Content-Length"));
        ByteBuffer bytes = ByteBuffer.wrap(answer.asByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(bytes.array(), 0, length)).contains("\"binary_data_size\":4");
        assertThat(bytes.getFloat(length)).isEqualTo(0.5f);
    }

    @Test
    void aRawRequestIsOneRowOfTheOnlyInput() {
        // When
        Response answer =
                given().header("Inference-Header-Content-Length", 0)
                        .contentType("application/octet-stream")
                        .body(new byte[12])
                        .post("/v2/models/{m}/infer", plain.name());

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        int length = Integer.parseInt(answer.header("Inference-Header-Content-Length"));
        ByteBuffer bytes = ByteBuffer.wrap(answer.asByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getFloat(length)).isEqualTo(0.5f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 24})
    void aRawRequestOfAnotherSizeIsRefused(int size) {
        given().header("Inference-Header-Content-Length", 0)
                .contentType("application/octet-stream")
                .body(new byte[size])
                .post("/v2/models/{m}/infer", plain.name())
                .then()
                .statusCode(400)
                .body("error", not(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void anAnswerIsCompressedForWhoAsks(String encoding) throws Exception {
        // Given
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:%d/v2/models/%s/infer"
                                                .formatted(RestAssured.port, plain.name())))
                        .header("Accept-Encoding", encoding)
                        .POST(BodyPublishers.ofString(tensor("[1,3]", "[0,0,0]")))
                        .build();

        // When
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());

        // Then
        assertThat(answer.headers().firstValue("Content-Encoding")).contains(encoding);
        InputStream plainBody =
                encoding.equals("gzip")
                        ? new GZIPInputStream(answer.body())
                        : new InflaterInputStream(answer.body());
        assertThat(new String(plainBody.readAllBytes(), UTF_8)).contains("\"data\":[0.5]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | [2,2] | [1,2,3,4] | [1,2,3,4]",
                "7 | [2] | [9007199254740993,-1] | [9007199254740993,-1]",
                "11 | [1,1] | [0.1] | [0.1]",
                "9 | [2] | [true,false] | [true,false]",
                "8 | [2] | [\"é\",\"\"] | [\"é\",\"\"]"
            })
    void everyDatatypeThatJsonCanCarrySurvivesTheWay(
            int type, String shape, String data, String expected) throws Exception {
        // Given
        long[] dimensions = shape.contains(",") ? new long[] {-1, -1} : new long[] {-1};
        Registered model = Registered.served(OnnxModel.identity(type, dimensions));
        String datatype =
                switch (type) {
                    case OnnxModel.INT32 -> "INT32";
                    case OnnxModel.INT64 -> "INT64";
                    case OnnxModel.DOUBLE -> "FP64";
                    case OnnxModel.BOOL -> "BOOL";
                    default -> "BYTES";
                };

        // When
        Response answer = infer(model.name(), tensor(datatype, shape, data));

        // Then
        assertThat(answer.asString()).contains("\"data\":" + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,3] | [1,2] | the shape needs 3 elements, data has 2",
                "[1,3] | [1,2,3,4] | unexpected additional input data",
                "[1,2] | [1,2] | unexpected shape for input 'input'",
                "[3] | [1,2,3] | unexpected shape for input 'input'",
                "[0,3] | [] | has no rows",
                "[-1,3] | [1,2,3] | none negative",
                "[9223372036854775807,3] | [1] | overflows",
                "[1.5,3] | [1] | whole numbers",
                "[1,3] | [1,NaN,3] | a missing value is null",
                "[1,3] | [1,null,3] | has a null at element 1",
                "[1,3] | [1,\"2\",3] | expected a number for FP32, got 2",
                "[1,3] | [1,1e39,3] | that FP32 can hold",
                "[1,3] | [1,1e999,3] | finite",
                "[1,3] | [1,true,3] | expected a number",
                "[1,3] | {} | data must be an array",
                "[1,3] | [1,{},3] | holds an object",
                "[257,3] | null | data must be an array"
            })
    void aWrongTensorIsRefusedWithAClearText(String shape, String data, String text) {
        infer(plain.name(), tensor(shape, data))
                .then()
                .statusCode(400)
                .body("error", containsString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"text\"",
                "{\"inputs\":[]}",
                "{\"inputs\":{}}",
                "{\"inputs\":[{\"name\":\"input\"}]}",
                "{\"inputs\":[{\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}",
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP33\",\"data\":[1,2,3]}]}",
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP16\",\"data\":[1,2,3]}]}",
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP64\",\"data\":[1,2,3]}]}",
                "{\"inputs\":[{\"name\":\"other\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}",
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]} x",
                "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1,2,3]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
                "{\"id\":7,\"inputs\":[]}",
                "{\"parameters\":{\"timeout\":-1},\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}",
                "{\"parameters\":{\"event_time\":\"yesterday\"},\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}",
                "{\"outputs\":[{\"name\":\"nope\"}],\"inputs\":[{\"name\":\"input\",\"shape\":[1,3],\"datatype\":\"FP32\",\"data\":[1,2,3]}]}"
            })
    void anUnreadableRequestIsTheClientsFault(String body) {
        infer(plain.name(), body).then().statusCode(400).body("error", not(equalTo("")));
    }

    @Test
    void moreRowsThanABatchHasAreRefused() {
        infer(plain.name(), tensor("[257,3]", "[" + "0,".repeat(770) + "0]"))
                .then()
                .statusCode(400)
                .body("error", containsString("257 rows"));
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedBeforeItIsRead() {
        given().body("x".repeat(17 * 1024 * 1024))
                .post("/v2/models/{m}/infer", plain.name())
                .then()
                .statusCode(413)
                .body("error", containsString("bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2f..%2fetc%2fpasswd", "%2e%2e", "a%2fb", "a%5cb", "a%00b", "%20"})
    void aNameThatIsNoNameIsRefused(String name) {
        int status =
                given().urlEncodingEnabled(false)
                        .body(tensor("[1,3]", "[1,2,3]"))
                        .post("/v2/models/" + name + "/infer")
                        .statusCode();

        assertThat(status).isBetween(400, 499);
    }

    @Test
    void anUnknownModelOrVersionIsNotFoundInTritonsWords() {
        infer("nobody", tensor("[1,3]", "[1,2,3]"))
                .then()
                .statusCode(404)
                .body("error", equalTo("Request for unknown model: 'nobody' is not found"));
        given().body(tensor("[1,3]", "[1,2,3]"))
                .post("/v2/models/{m}/versions/9/infer", plain.name())
                .then()
                .statusCode(404)
                .body("error", containsString("version 9 is not found"));
    }

    @Test
    void anUnknownPathIsRefusedInTheProtocolsShape() {
        given().get("/v2/nothing")
                .then()
                .statusCode(404)
                .contentType("application/json")
                .body("error", not(equalTo("")));
        given().post("/v2/models/{m}", plain.name())
                .then()
                .statusCode(405)
                .body("error", not(equalTo("")));
    }

    @Test
    void aModelThatIsNotBatchedTakesOneRequestAtATime() throws Exception {
        // Given
        Registered fixed = Registered.served(OnnxModel.identity(OnnxModel.FLOAT, 2, 2));

        // Then
        infer(fixed.name(), tensor("[2,2]", "[1,2,3,4]"))
                .then()
                .statusCode(200)
                .body("outputs[0].data", equalTo(List.of(1f, 2f, 3f, 4f)));
    }

    @Test
    void aPlainModelsPredictionsAreLoggedWithTheirColumns() {
        // Given
        String id = UUID.randomUUID().toString();

        // When
        infer(
                plain.name(),
                """
                {"id":"%s","inputs":[{"name":"input","shape":[2,3],"datatype":"FP32","data":[0,0,0,1,1,1]}]}"""
                        .formatted(id));

        // Then
        PredictionsServed served =
                EventLog.of(Topic.INFERENCE_LOG)
                        .await(PredictionsServed.class, event -> event.requestId().equals(id));
        assertThat(served.columns()).containsExactly("input[0]", "input[1]", "input[2]");
        assertThat(served.rows())
                .extracting(row -> row.predictionId())
                .containsExactly(id + "/0", id + "/1");
        assertThat(served.rows().getFirst().prediction()).isEqualTo(0.5);
        assertThat(served.rows().getFirst().statuses()).isEqualTo("RRR");
    }
}
