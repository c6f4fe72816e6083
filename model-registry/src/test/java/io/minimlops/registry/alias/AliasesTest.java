package io.minimlops.registry.alias;

import static io.minimlops.registry.Registry.json;
import static io.minimlops.registry.Registry.key;
import static io.minimlops.registry.Registry.newModel;
import static io.minimlops.registry.Registry.newVersion;
import static io.minimlops.registry.Registry.put;
import static io.minimlops.registry.Registry.remove;
import static io.minimlops.registry.Registry.setAlias;
import static io.minimlops.registry.Registry.upload;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.events.Envelope;
import io.minimlops.events.ModelEvent.AliasMoved;
import io.minimlops.events.ModelEvent.AliasMoved.Kind;
import io.minimlops.events.Topic;
import io.minimlops.registry.Registry;
import io.minimlops.registry.TrackerStub;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "registry"))
@QuarkusTestResource(TrackerStub.class)
class AliasesTest {

    private static final String ALIAS = "/api/v1/models/{m}/aliases/champion";

    @Test
    void settingAnAliasIsToldAndRemembered() {
        String model = newModel();
        String version = newVersion(model);

        json(Map.of(
                        "version",
                        version,
                        "actor",
                        "gate",
                        "reason",
                        "beats the champion",
                        "evidence",
                        Map.of("auc", "0.74")))
                .header("X-Correlation-Id", "case-" + model)
                .put(ALIAS, model)
                .then()
                .statusCode(200)
                .body("kind", equalTo("SET"))
                .body("to", equalTo(version));

        AliasMoved told = EventLog.of(Topic.MODELS).await(AliasMoved.class, of(model));
        assertThat(told.actor()).isEqualTo("gate");
        assertThat(told.evidence()).containsEntry("auc", "0.74");
        assertThat(EventLog.of(Topic.MODELS).events())
                .filteredOn(it -> it.event().equals(told))
                .extracting(Envelope::correlationId, Envelope::source)
                .containsExactly(tuple("case-" + model, "model-registry"));
        when().get(ALIAS + "/history", model)
                .then()
                .body("moves[0].reason", equalTo("beats the champion"))
                .body("moves[0].correlationId", equalTo("case-" + model))
                .body("moves[0].evidence.auc", equalTo("0.74"));
    }

    @Test
    void rollingBackWalksBackThroughHistory() {
        String model = withChampions(3);

        rollBack(model).statusCode(200).body("from", equalTo("3")).body("to", equalTo("2"));
        rollBack(model).statusCode(200).body("from", equalTo("2")).body("to", equalTo("1"));
        rollBack(model).statusCode(409).body("code", equalTo("no-earlier-version"));

        when().get(ALIAS, model).then().body("version", equalTo("1"));
        when().get(ALIAS + "/history", model)
                .then()
                .body("moves.kind", contains("ROLLBACK", "ROLLBACK", "SET", "SET", "SET"))
                .body("moves.to", contains("1", "2", "3", "2", "1"));
    }

    @Test
    void aRollbackIsToldAsSuch() {
        String model = withChampions(2);
        rollBack(model).statusCode(200);

        AliasMoved told =
                EventLog.of(Topic.MODELS)
                        .await(
                                AliasMoved.class,
                                it -> it.model().equals(model) && it.kind() == Kind.ROLLBACK);

        assertThat(told.from()).isEqualTo("2");
        assertThat(told.to()).isEqualTo("1");
    }

    @Test
    void rollingBackToADamagedVersionIsRefused() {
        String model = newModel();
        String source = upload(Map.of("MLmodel", "a", "model.onnx", "weights"));
        setAlias(model, "champion", newVersion(model, source));
        setAlias(model, "champion", newVersion(model));
        put(key(source, "model.onnx"), "Weights");

        rollBack(model)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("damaged-version"))
                .body("detail", containsString("model.onnx is altered"));
        remove(key(source, "model.onnx"));
        rollBack(model).statusCode(409).body("detail", containsString("model.onnx is missing"));

        when().get(ALIAS, model).then().body("version", equalTo("2"));
    }

    @Test
    void rollingBackToADeletedVersionIsRefused() {
        String model = withChampions(2);
        json(Map.of("name", model, "version", "1"))
                .delete("/api/2.0/mlflow/model-versions/delete")
                .then()
                .statusCode(200);

        rollBack(model).statusCode(409).body("code", equalTo("deleted-version"));
    }

    @Test
    void rollingBackToAVersionWithoutFilesIsRefused() {
        String model = newModel();
        setAlias(model, "champion", newVersion(model, "https://elsewhere/model"));
        setAlias(model, "champion", newVersion(model));

        rollBack(model).statusCode(409).body("code", equalTo("no-manifest"));
    }

    @Test
    void aRepeatedRollbackRequestGoesBackOnce() {
        String model = withChampions(3);

        for (int i = 0; i < 3; i++) {
            given().header("Idempotency-Key", "canary-1")
                    .spec(json(Map.of("actor", "monitor")))
                    .post(ALIAS + "/rollback", model)
                    .then()
                    .statusCode(200)
                    .body("to", equalTo("2"));
        }
    }

    @Test
    void settingWhatIsSetIsNoMove() {
        String model = withChampions(1);

        setAlias(model, "champion", "1");

        when().get(ALIAS + "/history", model).then().body("moves.size()", equalTo(1));
    }

    @Test
    void removingAnAliasIsAMove() {
        String model = withChampions(1);

        given().queryParams("actor", "me", "reason", "retired")
                .delete(ALIAS, model)
                .then()
                .statusCode(200)
                .body("kind", equalTo("REMOVED"))
                .body("from", equalTo("1"));

        when().get(ALIAS, model).then().statusCode(404);
        when().delete(ALIAS, model).then().statusCode(404);
        rollBack(model).statusCode(404);
    }

    @Test
    void movesOfOneModelHappenOneAfterTheOther() throws Exception {
        String model = withChampions(4);
        try (var clients = Executors.newFixedThreadPool(8)) {
            var moves =
                    IntStream.range(0, 40)
                            .mapToObj(
                                    i ->
                                            clients.submit(
                                                    () ->
                                                            setAlias(
                                                                    model,
                                                                    "champion",
                                                                    Integer.toString(1 + i % 4))))
                            .toList();
            for (var move : moves) {
                move.get();
            }
        }

        List<Map<String, String>> history =
                when().get(ALIAS + "/history", model).then().extract().path("moves");
        for (int i = 0; i + 1 < history.size(); i++) {
            assertThat(history.get(i).get("from")).isEqualTo(history.get(i + 1).get("to"));
        }
        List<String> toldInOrder =
                EventLog.of(Topic.MODELS)
                        .awaitCount(history.size(), AliasMoved.class, of(model))
                        .stream()
                        .map(AliasMoved::to)
                        .toList();
        assertThat(toldInOrder)
                .containsExactlyElementsOf(
                        history.reversed().stream().map(it -> it.get("to")).toList());
    }

    @Test
    void whatIsMissingOrWrongIsSaid() {
        String model = withChampions(1);

        json(Map.of("version", "1"))
                .put(ALIAS, model)
                .then()
                .statusCode(422)
                .body("detail", containsString("actor"));
        json(Map.of("actor", "a"))
                .put(ALIAS, model)
                .then()
                .statusCode(422)
                .body("detail", containsString("version"));
        json(Map.of("version", "99", "actor", "a")).put(ALIAS, model).then().statusCode(404);
        json(Map.of("version", "x", "actor", "a")).put(ALIAS, model).then().statusCode(404);
        json("{").put(ALIAS, model).then().statusCode(400).body("code", equalTo("malformed"));
        json("").put(ALIAS, model).then().statusCode(422);
        json("[]").put(ALIAS, model).then().statusCode(400);
        json(Map.of("version", "1", "actor", "a", "evidence", List.of(1)))
                .put(ALIAS, model)
                .then()
                .statusCode(400);
        newVersion(model);
        json(Map.of("version", "2", "actor", "a\u0000b")).put(ALIAS, model).then().statusCode(422);
        json("{\"version\":\"2\",\"actor\":\"a\",\"evidence\":{\"k\":\"\\ud800\"}}")
                .put(ALIAS, model)
                .then()
                .statusCode(422);
        json(Map.of("version", "1", "actor", "a"))
                .put("/api/v1/models/{m}/aliases/latest", model)
                .then()
                .statusCode(422)
                .body("detail", containsString("reserved"));
        json(Map.of("version", "1", "actor", "a"))
                .put("/api/v1/models/nobody/aliases/x")
                .then()
                .statusCode(404);
        when().get("/api/v1/models/{m}/aliases/none", model).then().statusCode(404);
        when().get("/api/v1/models/{m}/aliases/none/history", model).then().statusCode(404);
        given().urlEncodingEnabled(false).get("/api/v1/models/a%00b").then().statusCode(400);
        rollBack("nobody").statusCode(404);
    }

    private static String withChampions(int count) {
        String model = newModel();
        for (int i = 0; i < count; i++) {
            setAlias(model, "champion", newVersion(model));
        }
        return model;
    }

    private static ValidatableResponse rollBack(String model) {
        return Registry.json(Map.of("actor", "tester", "reason", "it got worse"))
                .post(ALIAS + "/rollback", model)
                .then();
    }

    private static Predicate<AliasMoved> of(String model) {
        return event -> event.model().equals(model);
    }
}
