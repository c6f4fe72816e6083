package io.minimlops.registry.fault;

import static io.minimlops.registry.Registry.json;
import static io.minimlops.registry.Registry.newModel;
import static io.minimlops.registry.Registry.newVersion;
import static io.minimlops.registry.Registry.post;
import static io.minimlops.registry.Registry.setAlias;
import static io.minimlops.registry.Registry.upload;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.events.ModelEvent.AliasMoved;
import io.minimlops.events.Topic;
import io.minimlops.registry.TrackerStub;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Dependencies that stop and come back.
@QuarkusTest
@QuarkusTestResource(
        value = PlatformResource.class,
        initArgs = @ResourceArg(name = "database", value = "registry"))
@QuarkusTestResource(TrackerStub.class)
class OutageTest {

    @Test
    void withoutS3RegisteringSaysSoAndWorksAgainAfterwards() {
        String model = newModel();
        String source = upload(Map.of("MLmodel", "a"));
        setAlias(model, "champion", newVersion(model, source));
        setAlias(model, "champion", newVersion(model, source));
        PlatformResource.s3().stop();
        try {
            post("model-versions/create", Map.of("name", model, "source", source))
                    .statusCode(503)
                    .body("error_code", equalTo("TEMPORARILY_UNAVAILABLE"));
            json(Map.of("actor", "tester"))
                    .post("/api/v1/models/{m}/aliases/champion/rollback", model)
                    .then()
                    .statusCode(503)
                    .body("dependency", equalTo("s3"));
            when().get("/api/v1/models/{m}", model).then().statusCode(200);
        } finally {
            PlatformResource.s3().start();
        }

        assertThat(newVersion(model, source)).isEqualTo("3");
    }

    @Test
    void withoutPostgresqlEverythingSaysSoAndWorksAgainAfterwards() {
        String model = newModel();
        PlatformResource.postgres().stop();
        try {
            when().get("/api/v1/models/{m}", model)
                    .then()
                    .statusCode(503)
                    .body("dependency", equalTo("postgresql"));
            post("registered-models/create", Map.of("name", model))
                    .statusCode(503)
                    .body("error_code", equalTo("TEMPORARILY_UNAVAILABLE"));
        } finally {
            PlatformResource.postgres().start();
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> when().get("/api/v1/models/{m}", model).then().statusCode(200));
        newVersion(model);
    }

    @Test
    void withoutKafkaRequestsAreServedAndEventsFollowLater() {
        String model = newModel();
        String version = newVersion(model);
        PlatformResource.kafka().stop();
        try {
            setAlias(model, "champion", version);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    when().get("/q/health/ready")
                                            .then()
                                            .statusCode(200)
                                            .body(
                                                    "checks.find { it.name == 'outbox' }.data.state",
                                                    equalTo("KAFKA_AWAY")));
            when().get("/q/metrics")
                    .then()
                    .statusCode(200)
                    .body(containsString("outbox_waiting"))
                    .body(containsString("outbox_oldest_age_seconds"));
        } finally {
            PlatformResource.kafka().start();
        }

        AliasMoved told =
                EventLog.of(Topic.MODELS)
                        .await(AliasMoved.class, event -> event.model().equals(model));
        assertThat(told.to()).isEqualTo(version);
    }
}
