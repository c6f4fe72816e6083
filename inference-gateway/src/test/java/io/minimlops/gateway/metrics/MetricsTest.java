package io.minimlops.gateway.metrics;

import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.Gateway.tensor;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class MetricsTest {

    private static final Path BOARD =
            Path.of("../deploy/observability/grafana/dashboards/inference-gateway.json");
    private static final Pattern METRIC = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{");

    /// After these a batch's cost is known.
    private static final int REQUESTS = 10;

    @Inject MetricsListener listener;

    private static String asked() throws Exception {
        Registered model = Registered.plain();
        for (int i = 0; i < REQUESTS; i++) {
            infer(model.name(), tensor("[1,3]", "[0,0,0]")).then().statusCode(200);
        }
        infer(model.name(), tensor("[1,2]", "[0,0]")).then().statusCode(400);
        return model.name();
    }

    @Test
    void everyMetricOnTheBoardIsMeasured() throws Exception {
        // Given
        asked();

        // When
        Set<String> measured = names(given().get("/q/metrics").asString());
        Set<String> shown = new TreeSet<>();
        for (JsonNode expression : board().findValues("expr")) {
            Set<String> metrics = metrics(expression.textValue());
            assertThat(metrics).as(expression.textValue()).isNotEmpty();
            shown.addAll(metrics);
        }

        // Then
        assertThat(shown).hasSizeGreaterThan(20).isSubsetOf(measured);
    }

    @Test
    void theBoardCanBeImported() throws IOException {
        JsonNode board = board();

        assertThat(board.path("uid").textValue()).isEqualTo("mini-mlops-inference-gateway");
        List<JsonNode> panels = board.path("panels").valueStream().toList();
        assertThat(panels).extracting(panel -> panel.path("id").intValue()).doesNotHaveDuplicates();
        assertThat(board.findValues("datasource"))
                .extracting(source -> source.path("uid").textValue())
                .containsOnly("${datasource}");
    }

    @Test
    void tritonsMetricsAreWhereTritonHasThem() throws Exception {
        // Given
        String labels = "model=\"%s\",version=\"1\"".formatted(asked());

        // When
        String text =
                given().get("http://localhost:" + listener.port() + "/metrics")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();

        // Then
        assertThat(text)
                .contains("nv_inference_request_success{%s,} 10.0".formatted(labels))
                .contains(
                        "nv_inference_request_failure{%s,reason=\"OTHER\",} 1.0".formatted(labels))
                .contains(
                        "nv_inference_request_summary_us{%s,quantile=\"0.999\",}".formatted(labels))
                .contains("nv_inference_request_summary_us_count{%s,} 10.0".formatted(labels))
                .contains("# TYPE nv_inference_queue_summary_us summary")
                .contains("# TYPE nv_inference_first_response_histogram_ms histogram")
                .contains(
                        "nv_inference_first_response_histogram_ms_bucket{%s,le=\"+Inf\",} 10.0"
                                .formatted(labels))
                .contains("mlops_gateway_batch_release{%s,reason=\"idle\",} 10.0".formatted(labels))
                .contains("nv_cpu_memory_total_bytes ");
    }

    @Test
    void anythingElseAtThatPortIsNotThere() {
        given().get("http://localhost:" + listener.port() + "/").then().statusCode(404);
        given().post("http://localhost:" + listener.port() + "/metrics").then().statusCode(405);
    }

    private static Set<String> names(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> metrics(String expression) {
        return METRIC.matcher(expression)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static JsonNode board() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(BOARD));
    }
}
