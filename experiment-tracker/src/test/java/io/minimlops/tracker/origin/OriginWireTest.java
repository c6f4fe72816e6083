package io.minimlops.tracker.origin;

import static io.minimlops.tracker.Mlflow.newRun;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "tracker"))
class OriginWireTest {

    @Test
    void anotherSiteCannotDeleteARunThroughSomebodysBrowser() {
        String run = newRun();

        given().header("Origin", "https://evil.example")
                .contentType("application/json")
                .body("{\"run_id\":\"" + run + "\"}")
                .post("/ajax-api/2.0/mlflow/runs/delete")
                .then()
                .statusCode(403)
                .body(equalTo("Cross-origin request blocked"));

        given().get("/api/2.0/mlflow/runs/get?run_id=" + run)
                .then()
                .body("run.info.lifecycle_stage", is("active"));
    }

    @Test
    void browsersAskBeforehandAndAreTold() {
        given().header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .options("/api/2.0/mlflow/runs/search")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", is("http://localhost:3000"))
                .header("Access-Control-Allow-Methods", containsString("PATCH"))
                .header("Access-Control-Allow-Headers", is("content-type"));
        given().header("Origin", "https://evil.example")
                .options("/api/2.0/mlflow/runs/search")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void answersAreSharedWithPagesOnTheSameMachineOnly() {
        given().header("Origin", "http://127.0.0.1:8080")
                .get("/ajax-api/3.0/mlflow/server-info")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", is("http://127.0.0.1:8080"));
        given().header("Origin", "https://evil.example")
                .get("/health")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
    }
}
