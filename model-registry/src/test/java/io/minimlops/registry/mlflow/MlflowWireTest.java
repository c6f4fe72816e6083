package io.minimlops.registry.mlflow;

import static io.minimlops.registry.Registry.WIRE;
import static io.minimlops.registry.Registry.json;
import static io.minimlops.registry.Registry.newModel;
import static io.minimlops.registry.Registry.newVersion;
import static io.minimlops.registry.Registry.post;
import static io.minimlops.registry.Registry.unique;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.minimlops.registry.TrackerStub;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "registry"))
@QuarkusTestResource(TrackerStub.class)
class MlflowWireTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/"})
    void bothPrefixesAnswer(String prefix) {
        String name = unique("wire");

        json(Map.of("name", name, "description", "d", "unknown", 1))
                .post(prefix + "registered-models/create")
                .then()
                .statusCode(200)
                .body("registered_model.name", equalTo(name))
                .body("registered_model.description", equalTo("d"))
                .body("registered_model.creation_timestamp", instanceOf(Long.class));
        given().queryParam("name", name)
                .get(prefix + "registered-models/get")
                .then()
                .statusCode(200);
    }

    @Test
    void creatingWhatExistsIsRefused() {
        String name = newModel();

        post("registered-models/create", Map.of("name", name))
                .statusCode(400)
                .body("error_code", equalTo("RESOURCE_ALREADY_EXISTS"))
                .body("message", equalTo("Registered Model (name=" + name + ") already exists."));
    }

    @Test
    void aModelIsDescribedRenamedAndDeleted() {
        String name = newModel();
        newVersion(name);
        String newName = unique("renamed");

        json(Map.of("name", name, "description", "new"))
                .patch(WIRE + "registered-models/update")
                .then()
                .body("registered_model.description", equalTo("new"));
        post("registered-models/rename", Map.of("name", name, "new_name", newName))
                .statusCode(200)
                .body("registered_model.name", equalTo(newName))
                .body("registered_model.latest_versions[0].name", equalTo(newName));
        getModel(name)
                .statusCode(404)
                .body("message", equalTo("Registered Model with name=" + name + " not found"));
        json(Map.of("name", newName))
                .delete(WIRE + "registered-models/delete")
                .then()
                .statusCode(200)
                .body("size()", equalTo(0));
        getModel(newName).statusCode(404);
    }

    @Test
    void renamingToATakenNameIsRefused() {
        post("registered-models/rename", Map.of("name", newModel(), "new_name", newModel()))
                .statusCode(400)
                .body("error_code", equalTo("RESOURCE_ALREADY_EXISTS"));
    }

    @Test
    void tagsOfModelsComeAndGo() {
        String name = newModel();

        post("registered-models/set-tag", Map.of("name", name, "key", "a/b c", "value", "1"))
                .statusCode(200);
        post("registered-models/set-tag", Map.of("name", name, "key", "a/b c", "value", "2"))
                .statusCode(200);
        getModel(name).body("registered_model.tags.value", contains("2"));
        for (int i = 0; i < 2; i++) {
            json(Map.of("name", name, "key", "a/b c"))
                    .delete(WIRE + "registered-models/delete-tag")
                    .then()
                    .statusCode(200);
        }
        getModel(name).body("registered_model.tags.size()", equalTo(0));
    }

    @Test
    void tagsOfVersionsComeAndGo() {
        String name = newModel();
        String version = newVersion(name);

        post(
                        "model-versions/set-tag",
                        Map.of("name", name, "version", version, "key", "k", "value", ""))
                .statusCode(200);
        getVersion(name, version)
                .body("model_version.tags", contains(Map.of("key", "k", "value", "")));
        json(Map.of("name", name, "version", version, "key", "k"))
                .delete(WIRE + "model-versions/delete-tag")
                .then()
                .statusCode(200);
        getVersion(name, version).body("model_version.tags.size()", equalTo(0));
    }

    @Test
    void aVersionIsDescribed() {
        String name = newModel();
        String version = newVersion(name);

        json(Map.of("name", name, "version", version, "description", "good"))
                .patch(WIRE + "model-versions/update")
                .then()
                .statusCode(200)
                .body("model_version.description", equalTo("good"));
        getVersion(name, version)
                .body("model_version.status", equalTo("READY"))
                .body("model_version.version", equalTo(version))
                .body("model_version.run_id", nullValue());
    }

    @Test
    void aliasesPointAndMove() {
        String name = newModel();
        newVersion(name);
        newVersion(name);

        post("registered-models/alias", Map.of("name", name, "alias", "Champ-1", "version", "1"))
                .statusCode(200);
        post("registered-models/alias", Map.of("name", name, "alias", "Champ-1", "version", "2"))
                .statusCode(200);
        alias(name, "Champ-1")
                .body("model_version.version", equalTo("2"))
                .body("model_version.aliases", contains("Champ-1"));
        alias(name, "LATEST").body("model_version.version", equalTo("2"));
        getModel(name)
                .body(
                        "registered_model.aliases",
                        contains(Map.of("alias", "Champ-1", "version", "2")));
        for (int i = 0; i < 2; i++) {
            json(Map.of("name", name, "alias", "Champ-1"))
                    .delete(WIRE + "registered-models/alias")
                    .then()
                    .statusCode(200);
        }
        alias(name, "Champ-1")
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"))
                .body("message", equalTo("Registered model alias Champ-1 not found."));
    }

    @Test
    void stagesAreChangedAndOthersArchived() {
        String name = newModel();
        newVersion(name);
        newVersion(name);

        transition(name, "1", "staging", false)
                .statusCode(200)
                .body("model_version.current_stage", equalTo("Staging"));
        transition(name, "2", "Staging", true).statusCode(200);
        getVersion(name, "1").body("model_version.current_stage", equalTo("Archived"));
        transition(name, "2", "None", true)
                .statusCode(400)
                .body("message", startsWith("Model version transition cannot archive"));
        transition(name, "2", "gone", false)
                .statusCode(400)
                .body("message", startsWith("Invalid Model Version stage: gone."));
        post(
                        "registered-models/get-latest-versions",
                        Map.of("name", name, "stages", List.of("archived")))
                .body("model_versions.version", contains("1"));
    }

    @Test
    void modelsAreSearched() {
        String stem = unique("find");
        for (String suffix : List.of("-b", "-a", "-C")) {
            post(
                            "registered-models/create",
                            Map.of(
                                    "name",
                                    stem + suffix,
                                    "tags",
                                    List.of(Map.of("key", "team.name", "value", "x" + suffix))))
                    .statusCode(200);
        }

        searchModels("name LIKE '" + stem + "%'")
                .body("registered_models.name", contains(stem + "-C", stem + "-a", stem + "-b"));
        searchModels("name ILIKE '" + stem.toUpperCase() + "-c'")
                .body("registered_models.name", contains(stem + "-C"));
        searchModels("name LIKE '" + stem + "%' AND tags.`team.name` != 'x-a'")
                .body("registered_models.name", contains(stem + "-C", stem + "-b"));
        searchModels("name LIKE '" + stem + "%' AND tags.missing != 'x'")
                .body("registered_models.size()", equalTo(0));
        given().queryParams(
                        "filter",
                        "name LIKE '" + stem + "%'",
                        "order_by",
                        "name DESC",
                        "max_results",
                        "2")
                .get(WIRE + "registered-models/search")
                .then()
                .body("registered_models.name", contains(stem + "-b", stem + "-a"))
                .body("next_page_token", not(nullValue()));
    }

    @Test
    void promptsAreHiddenUnlessAskedFor() {
        String prompt = unique("prompt");
        post(
                        "registered-models/create",
                        Map.of(
                                "name",
                                prompt,
                                "tags",
                                List.of(Map.of("key", "mlflow.prompt.is_prompt", "value", "true"))))
                .statusCode(200);
        String name = "name = '" + prompt + "'";

        searchModels(name).body("registered_models.size()", equalTo(0));
        searchModels(name + " AND tags.`mlflow.prompt.is_prompt` = 'true'")
                .body("registered_models.size()", equalTo(1));
        searchModels(name + " AND tags.`mlflow.prompt.is_prompt` != 'true'")
                .body("registered_models.size()", equalTo(0));
    }

    @Test
    void versionsAreSearched() {
        String name = newModel();
        for (String run : List.of("run1", "run2", "run3")) {
            post(
                            "model-versions/create",
                            Map.of("name", name, "source", "https://x/" + run, "run_id", run))
                    .statusCode(200);
        }

        searchVersions("name = '" + name + "'")
                .body("model_versions.version", contains("3", "2", "1"));
        searchVersions("name = '" + name + "' AND run_id IN ('run1', 'run3')")
                .body("model_versions.version", contains("3", "1"));
        searchVersions("name = '" + name + "' AND version_number >= 2")
                .body("model_versions.version", contains("3", "2"));
        searchVersions("name = '" + name + "' AND source_path LIKE '%run2'")
                .body("model_versions.run_id", contains("run2"));
        json(Map.of("name", name, "version", "3"))
                .delete(WIRE + "model-versions/delete")
                .then()
                .statusCode(200);
        searchVersions("name = '" + name + "'").body("model_versions.version", contains("2", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = 'a' OR name = 'b' | Invalid clause(s)",
                "source = 'a' | Invalid attribute key",
                "param.x = 'a' | Invalid entity type",
                "name = a | not quoted",
                "name > 'a' | Invalid comparator",
                "name IN ('a') | cannot be compared with a list",
                "version_number = '1' | Expected numeric value",
                "version_number LIKE 1 | Invalid comparator",
                "name = 1 | Expected a quoted string",
                "version_number = 1e999999999 | out of range"
            })
    void aBadFilterIsExplained(String filter, String why) {
        searchVersions(filter)
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"))
                .body("message", containsString(why));
    }

    @Test
    void searchLimitsAndTokensAreChecked() {
        for (var wrong :
                List.of(
                        Map.of("max_results", "1001"),
                        Map.of("max_results", "0"),
                        Map.of("max_results", "-1"),
                        Map.of("max_results", "many"),
                        Map.of("page_token", "§"),
                        Map.of("order_by", "secrets"),
                        Map.of("order_by", "name; drop table outbox"))) {
            given().queryParams(wrong)
                    .get(WIRE + "registered-models/search")
                    .then()
                    .statusCode(400);
        }
        given().queryParam("max_results", "1")
                .get(WIRE + "registered-models/search")
                .then()
                .statusCode(200);
    }

    @Test
    void requiredFieldsAreNamed() {
        for (String body : List.of("", "{}", "{\"name\":null}", "{\"name\":\"\"}", "\"{}\"")) {
            given().contentType(ContentType.JSON)
                    .body(body)
                    .post(WIRE + "registered-models/create")
                    .then()
                    .statusCode(400)
                    .body("error_code", equalTo("INVALID_PARAMETER_VALUE"))
                    .body("message", containsString("Missing value for required parameter 'name'"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "1",
                "nonsense",
                "{\"name\":1}",
                "{\"name\":true}",
                "{\"name\":{}}",
                "{\"name\":\"a\u0000b\"}",
                "{\"name\":\"\\u0000\"}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"a/b\"}",
                "{\"name\":\"a:b\"}",
                "{\"name\":\"  \"}",
                "{\"name\":\"..\"}",
                "{\"name\":\"n\",\"tags\":{}}",
                "{\"name\":\"n\",\"tags\":[1]}",
                "{\"name\":\"n\",\"tags\":[{\"value\":\"v\"}]}",
                "{\"name\":\"n\",\"tags\":[{\"key\":\"../k\",\"value\":\"v\"}]}",
                "{\"name\":\"n\",\"tags\":[{\"key\":\"k\",\"value\":3}]}",
                "{\"name\":\"n\"} {}"
            })
    void aBadBodyIsRefused(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post(WIRE + "registered-models/create")
                .then()
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void aLongNameOrValueIsRefused() {
        post("registered-models/create", Map.of("name", "n".repeat(257))).statusCode(400);
        String name = newModel();
        post(
                        "registered-models/set-tag",
                        Map.of("name", name, "key", "k".repeat(251), "value", "v"))
                .statusCode(400);
        post(
                        "registered-models/set-tag",
                        Map.of("name", name, "key", "k", "value", "v".repeat(100_001)))
                .statusCode(400);
        newVersion(name);
        post(
                        "registered-models/alias",
                        Map.of("name", name, "alias", "a".repeat(256), "version", "1"))
                .statusCode(400);
    }

    @Test
    void aVersionThatIsNoNumberIsRefused() {
        String name = newModel();

        getVersion(name, "x")
                .statusCode(400)
                .body("message", equalTo("Parameter 'version' must be an integer, got 'x'."));
        getVersion(name, "7")
                .statusCode(404)
                .body("message", equalTo("Model Version (name=" + name + ", version=7) not found"));
        getVersion(name, "99999999999999999999").statusCode(404);
        getVersion(name, "-1").statusCode(404);
    }

    @Test
    void aSourceThatClimbsOutIsRefused() {
        String name = newModel();
        for (String source :
                List.of(
                        "mlflow-artifacts:/1/..%2f..%2f2",
                        "s3://mlops-artifacts/a/../b", "runs:/r/../x")) {
            post("model-versions/create", Map.of("name", name, "source", source))
                    .statusCode(400)
                    .body("message", startsWith("Invalid model version source"));
        }
        post("model-versions/create", Map.of("name", "nobody", "source", "https://x"))
                .statusCode(404);
    }

    @Test
    void anotherContentTypeIsRefused() {
        given().contentType("text/plain")
                .body("{\"name\":\"n\"}")
                .post(WIRE + "registered-models/create")
                .then()
                .statusCode(400)
                .body("error_code", equalTo("INVALID_PARAMETER_VALUE"));
    }

    @Test
    void anUnknownCallSaysSoInTheWiresShape() {
        when().get("/api/2.0/mlflow/registered-models/nonsense")
                .then()
                .statusCode(404)
                .body("error_code", equalTo("ENDPOINT_NOT_FOUND"));
        when().get("/api/2.0/mlflow/nonsense")
                .then()
                .statusCode(404)
                .body("error_code", equalTo("ENDPOINT_NOT_FOUND"));
        when().get("/ajax-api/3.0/mlflow/nonsense")
                .then()
                .statusCode(404)
                .body("error_code", equalTo("ENDPOINT_NOT_FOUND"));
        when().put(WIRE + "registered-models/create")
                .then()
                .statusCode(405)
                .body("error_code", equalTo("BAD_REQUEST"));
    }

    @Test
    void aGetMayCarryItsParametersInABody() {
        String name = newModel();

        json(Map.of("name", name)).get(WIRE + "registered-models/get").then().statusCode(200);
    }

    @Test
    void writingAVersionTouchesItsModel() {
        String name = newModel();
        long before = getModel(name).extract().path("registered_model.last_updated_timestamp");

        newVersion(name);

        long after = getModel(name).extract().path("registered_model.last_updated_timestamp");
        assertThat(after).isGreaterThanOrEqualTo(before);
        getModel(name).body("registered_model.latest_versions[0].version", equalTo("1"));
    }

    private static ValidatableResponse getModel(String name) {
        return given().queryParam("name", name).get(WIRE + "registered-models/get").then();
    }

    private static ValidatableResponse getVersion(String name, String version) {
        return given().queryParams("name", name, "version", version)
                .get(WIRE + "model-versions/get")
                .then();
    }

    private static ValidatableResponse alias(String name, String alias) {
        return given().queryParams("name", name, "alias", alias)
                .get(WIRE + "registered-models/alias")
                .then();
    }

    private static ValidatableResponse transition(
            String name, String version, String stage, boolean archive) {
        return post(
                "model-versions/transition-stage",
                Map.of(
                        "name",
                        name,
                        "version",
                        version,
                        "stage",
                        stage,
                        "archive_existing_versions",
                        archive));
    }

    private static ValidatableResponse searchModels(String filter) {
        return given().queryParam("filter", filter).get(WIRE + "registered-models/search").then();
    }

    private static ValidatableResponse searchVersions(String filter) {
        return given().queryParam("filter", filter).get(WIRE + "model-versions/search").then();
    }
}
