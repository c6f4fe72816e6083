package io.minimlops.tracker.export;

import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.fault.StubRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(StubRegistry.class)
class ExportWireTest {

    @TempDir Path folder;

    @Test
    void runsComeOneARowInTheOrderAskedWithEveryKeyOfAny() {
        String experiment = newExperiment();
        String first = newRun(experiment, 1);
        String second = newRun(experiment, 2);
        String third = newRun(experiment, 3);
        logMetric(first, "loss", 2, 1);
        logMetric(second, "loss", 1, 1);
        logMetric(third, "other", 7, 1);
        logParam(first, "lr", "0,1");

        String csv =
                given().queryParam("filter", "metrics.loss > 0")
                        .queryParam("orderBy", "metrics.loss ASC")
                        .get("/api/v1/experiments/" + experiment + "/runs/export?format=csv")
                        .then()
                        .statusCode(200)
                        .contentType("text/csv")
                        .header(
                                "Content-Disposition",
                                "attachment; filename=\"runs-" + experiment + ".csv\"")
                        .extract()
                        .asString();

        String[] lines = csv.split("\r\n");
        assertThat(lines[0])
                .isEqualTo(
                        "run_id,experiment_id,name,user,status,stage,start_time,end_time,artifact_uri,"
                                + "metrics.loss,params.lr,tags.mlflow.runName");
        assertThat(lines).hasSize(3);
        assertThat(lines[1]).startsWith(second + "," + experiment).contains(",1.0,,");
        assertThat(lines[2]).startsWith(first).contains(",2.0,\"0,1\",");
    }

    @Test
    void runsInParquetHaveTypes() throws Exception {
        String experiment = newExperiment();
        logMetric(newRun(experiment), "loss", "NaN", 1);
        newRun(experiment);

        Path file =
                saved("/api/v1/experiments/" + experiment + "/runs/export?format=parquet", "runs");

        assertThat(
                        read(
                                "select count(*) || ' ' || count(\"metrics.loss\") || ' '"
                                        + " || bool_or(isnan(\"metrics.loss\")) || ' '"
                                        + " || any_value(typeof(start_time)) from '"
                                        + file
                                        + "'"))
                .isEqualTo("2 1 true TIMESTAMP WITH TIME ZONE");
    }

    @Test
    void aHistoryIsOneRowAPoint() throws Exception {
        String run = newRun();
        logMetric(run, "loss", 0.5, 1);
        logMetric(run, "loss", "NaN", 2);
        logMetric(run, "auc", 0.75, 1);
        String export = "/api/v1/runs/" + run + "/metrics/export";

        assertThat(given().get(export + "?key=loss").asString())
                .isEqualTo(
                        "run_id,key,step,timestamp,value\r\n"
                                + run
                                + ",loss,1,1970-01-01T00:00:01.001Z,0.5\r\n"
                                + run
                                + ",loss,2,1970-01-01T00:00:01.002Z,NaN\r\n");
        Path file = saved(export + "?format=parquet", "metrics");
        assertThat(
                        read(
                                "select string_agg(key || step || value, ' ' order by key, step) from '"
                                        + file
                                        + "'"))
                .isEqualTo("auc10.75 loss10.5 loss2nan");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "experiments/0/runs/export?format=xlsx|*/*|400",
                "experiments/0/runs/export?filter=nonsense|*/*|400",
                "experiments/0/runs/export?orderBy=nonsense.x|*/*|400",
                "experiments/999999999/runs/export|*/*|404",
                "experiments/abc/runs/export|*/*|400",
                "runs/unknown/metrics/export|*/*|404",
                "runs/unknown/metrics/export|application/json|406"
            })
    void whatCannotBeExportedIsAProblem(String path, String accept, int status) {
        given().accept(accept)
                .get("/api/v1/" + path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    @Test
    void aMetricThatWasNeverLoggedIsNotFound() {
        given().get("/api/v1/runs/" + newRun() + "/metrics/export?key=loss").then().statusCode(404);
    }

    private Path saved(String call, String name) throws Exception {
        Path file = folder.resolve(name + ".parquet");
        Files.write(
                file,
                given().get(call)
                        .then()
                        .statusCode(200)
                        .contentType("application/vnd.apache.parquet")
                        .extract()
                        .asByteArray());
        return file;
    }

    private static String read(String query) throws Exception {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = duck.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
