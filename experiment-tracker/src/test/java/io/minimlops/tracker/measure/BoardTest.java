package io.minimlops.tracker.measure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.Mlflow;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The board shows what the service really measures, and Prometheus asks where the services listen.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class BoardTest {

    private static final Path OBSERVABILITY = Path.of("../deploy/observability");
    private static final Path BOARD =
            OBSERVABILITY.resolve("grafana/dashboards/experiment-tracker.json");
    private static final Pattern METRIC = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{");

    @Test
    void everyMetricOnTheBoardIsMeasured() throws IOException {
        makeTraffic();
        Set<String> measured =
                given().get("/q/metrics")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("[{ ]", 2)[0])
                        .collect(Collectors.toCollection(TreeSet::new));

        Set<String> shown = new TreeSet<>();
        for (JsonNode expression : board().findValues("expr")) {
            Set<String> metrics = metrics(expression.textValue());
            assertThat(metrics).as(expression.textValue()).isNotEmpty();
            shown.addAll(metrics);
        }

        assertThat(shown).hasSizeGreaterThan(15).isSubsetOf(measured);
    }

    @Test
    void theBoardCanBeImported() throws IOException {
        JsonNode board = board();

        assertThat(board.path("uid").textValue()).isEqualTo("mini-mlops-experiment-tracker");
        assertThat(board.path("schemaVersion").intValue()).isGreaterThanOrEqualTo(39);
        assertThat(board.at("/templating/list/0/type").textValue()).isEqualTo("datasource");
        List<JsonNode> panels = board.path("panels").valueStream().toList();
        assertThat(panels).extracting(panel -> panel.path("id").intValue()).doesNotHaveDuplicates();
        assertThat(board.findValues("datasource"))
                .extracting(source -> source.path("uid").textValue())
                .containsOnly("${datasource}");
    }

    @Test
    void prometheusAsksEachServiceWhereItListens() throws IOException {
        JsonNode jobs =
                new YAMLMapper()
                        .readTree(Files.readString(OBSERVABILITY.resolve("prometheus.yaml")))
                        .path("scrape_configs");

        assertThat(jobs).hasSize(5);
        for (JsonNode job : jobs) {
            String service = job.path("job_name").textValue();
            assertThat(job.at("/static_configs/0/targets/0").textValue())
                    .as(service)
                    .isEqualTo("127.0.0.1:" + port(service));
            assertThat(job.path("metrics_path").textValue()).isEqualTo("/q/metrics");
        }
    }

    private static void makeTraffic() {
        String run = Mlflow.newRun();
        Mlflow.logMetric(run, "loss", 1, 1);
        byte[] content = "observed".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        given().body(content)
                .put("/dvc/board/files/md5/84/9ee6f7c6b2b0e7d9b0e2c0c9c6c1f1")
                .then()
                .statusCode(400);
        given().get("/api/v1/runs/no-such-run/stream").then().statusCode(404);
    }

    private static JsonNode board() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(BOARD));
    }

    private static Set<String> metrics(String expression) {
        return METRIC.matcher(expression)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static String port(String service) throws IOException {
        Properties properties = new Properties();
        try (InputStream file =
                Files.newInputStream(
                        Path.of("..", service, "src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return properties.getProperty("quarkus.http.port");
    }
}
