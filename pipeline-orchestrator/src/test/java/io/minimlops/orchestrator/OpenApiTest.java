package io.minimlops.orchestrator;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.orchestrator.peers.PeersResource;
import io.minimlops.testing.OpenApiContract;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "orchestrator"))
@QuarkusTestResource(PeersResource.class)
class OpenApiTest {

    @Test
    void thePromisedApiIsKept() {
        OpenApiContract.check(RestAssured.port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    GET  | /api/v1/runs/none                                 |                  |                        | 404
                    GET  | /api/v1/runs?limit=0                              |                  |                        | 422
                    GET  | /api/v1/runs?limit=many                           |                  |                        | 404
                    GET  | /api/v1/cases/none                                |                  |                        | 404
                    GET  | /api/v1/pipelines/none                            |                  |                        | 404
                    GET  | /api/v1/monitors/none                             |                  |                        | 404
                    GET  | /api/v1/monitors/none/canary                      |                  |                        | 404
                    POST | /api/v1/runs/none/cancel                          |                  |                        | 404
                    GET  | /api/v1/runs/..%2f..%2fetc/steps/..%2f/log        |                  |                        | 404
                    POST | /api/v1/pipelines/none/runs                       | application/json | {}                     | 404
                    POST | /api/v1/pipelines/none/runs                       | application/json | {"parameters": 3}      | 422
                    POST | /api/v1/pipelines/none/runs                       | application/json | {"asOf": "yesterday"}  | 422
                    POST | /api/v1/pipelines/none/runs                       | application/json | {"paramters": {}}      | 422
                    POST | /api/v1/pipelines/none/runs                       | application/json | [1]                    | 400
                    POST | /api/v1/pipelines/none%00/runs                    | application/json | {"reason": "\\u0000"}  | 404
                    POST | /api/v1/pipelines/none/runs                       | application/json | {                      | 400
                    POST | /api/v1/pipelines                                 | application/yaml | name: [                | 400
                    POST | /api/v1/pipelines                                 | application/yaml | name: p                | 422
                    POST | /api/v1/pipelines                                 | application/json | {}                     | 415
                    PUT  | /api/v1/monitors/m                                | application/yaml | model: m               | 422
                    POST | /api/v1/monitors/none/advance                     | application/json | {}                     | 422
                    """)
    void aWrongRequestIsTheCallersFaultAndTold(
            String method, String path, String contentType, String body, int status) {
        RequestSpecification request = given().urlEncodingEnabled(false);
        if (contentType != null) {
            request.header("Content-Type", contentType)
                    .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        request.request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status));
    }

    @Test
    void theSchemaOfPipelinesIsPublished() {
        given().get("/api/v1/pipelines/schema")
                .then()
                .statusCode(200)
                .body("title", equalTo("Pipeline"));
    }
}
