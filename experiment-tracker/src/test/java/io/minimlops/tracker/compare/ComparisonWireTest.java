package io.minimlops.tracker.compare;

import static io.minimlops.tracker.Mlflow.logMetric;
import static io.minimlops.tracker.Mlflow.logParam;
import static io.minimlops.tracker.Mlflow.newExperiment;
import static io.minimlops.tracker.Mlflow.newRun;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.testing.PlatformResource;
import io.minimlops.tracker.fault.StubRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
@QuarkusTestResource(StubRegistry.class)
class ComparisonWireTest {

    private static final String COMPARE = "/api/v1/runs/compare";

    @Test
    void runsStandSideBySideInTheOrderAsked() {
        String experiment = newExperiment();
        String a = newRun(experiment);
        String b = newRun(experiment);
        logParam(a, "lr", "0.1");
        logParam(b, "lr", "0.2");
        logMetric(b, "auc", 0.5, 3);

        given().queryParam("run", b, a)
                .get(COMPARE)
                .then()
                .statusCode(200)
                .body("runs.runId", contains(b, a))
                .body("runs[0].startedAt", equalTo("1970-01-01T00:00:00.001Z"))
                .body("params[0].values", contains("0.2", "0.1"))
                .body("params[0].agreement", equalTo("DIFFERENT"))
                .body("metrics[0].values", contains(equalTo(0.5f), nullValue()))
                .body("metrics[0].relativeDifferences[1]", nullValue())
                .body("differences", hasItem(containsString("Parameter 'lr' differs: 0.2")));
    }

    @Test
    void oneRunOrElevenAreRefusedAndUnknownOnesAreNotFound() {
        String run = newRun();

        given().queryParam("run", run)
                .get(COMPARE)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("2 to 10"));
        given().queryParam("run", run, run).get(COMPARE).then().statusCode(400);
        given().queryParam("run", "not/an id", run).get(COMPARE).then().statusCode(400);
        List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "run" + i).toList();
        given().queryParam("run", eleven).get(COMPARE).then().statusCode(400);
        given().queryParam("run", run, "unknown").get(COMPARE).then().statusCode(404);
    }
}
