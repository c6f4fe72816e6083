package io.minimlops.gateway.oip;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.Gateway.flights;
import static io.minimlops.gateway.testing.Gateway.infer;
import static io.minimlops.gateway.testing.GraphDeployments.byFirstColumn;
import static io.minimlops.gateway.testing.GraphDeployments.deploy;
import static io.minimlops.gateway.testing.GraphDeployments.model;
import static io.minimlops.gateway.testing.GraphDeployments.sigmoid;
import static io.minimlops.gateway.testing.GraphDeployments.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.Topic;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a graph makes of its steps' answers.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class GraphInferTest {

    @Test
    void rowsGoTheirOwnWaysUnderTheIdsThatTheyHaveInTheRequest() throws Exception {
        // Given
        String low = model(-3);
        String high = model(3);
        String name = unique();
        deploy(name, byFirstColumn(low, high)).then().statusCode(200);
        String id = "req-" + name;

        // When
        Response answer =
                infer(
                        name,
                        """
                        {"id":"%s","parameters":{"explain_batch":true},"inputs":[
                          {"name":"input","shape":[3,3],"datatype":"FP32","data":[1,0,0, 0,0,0, 1,0,0]}]}"""
                                .formatted(id));

        // Then
        answer.then()
                .statusCode(200)
                .body("parameters.graph_path", containsString("\"step\":\"" + low + "\""));
        List<Float> data = answer.jsonPath().getList("outputs[0].data", Float.class);
        assertThat(data.get(0)).isCloseTo((float) sigmoid(4), within(1e-6f));
        assertThat(data.get(1)).isCloseTo((float) sigmoid(-3), within(1e-6f));
        assertThat(data.get(2)).isEqualTo(data.get(0));
        PredictionsServed logged =
                EventLog.of(Topic.INFERENCE_LOG)
                        .await(PredictionsServed.class, event -> event.deployment().equals(high));
        assertThat(logged.rows())
                .extracting(row -> row.predictionId())
                .containsExactly(id + "/0", id + "/2");
    }

    @Test
    void keysPassToStepsThatLookFeaturesUp() throws Exception {
        // Given
        Registered model = new Registered().featureVersion("1", -2).champion("1");
        awaitChampion(model.name(), "1");
        String name = unique();
        deploy(
                        name,
                        """
                        "root":{"type":"switch","steps":[
                          {"when":{"parameter":"tier","equals":"gold"},"node":"both"},
                          {"when":{"tensor":"hour","lessThan":6},"name":"night","deployment":"%1$s","version":"1"},
                          {"name":"day","deployment":"%1$s"}]},
                        "both":{"type":"ensemble","combine":"mean","steps":[
                          {"name":"newest","deployment":"%1$s","weight":2},
                          {"name":"gone","deployment":"%1$s","version":"7","dependency":"soft"}]}"""
                                .formatted(model.name()))
                .then()
                .statusCode(200);
        String rows = flights("\"0.5@ATL\",\"0.5@SEA\"", "17,0");

        // When
        Response byHour = infer(name, rows);
        Response gold =
                infer(name, rows.replaceFirst("\\{", "{\"parameters\":{\"tier\":\"gold\"},"));

        // Then: 4·delay + hour − 2 through a sigmoid
        byHour.then()
                .statusCode(200)
                .body("outputs[0].data[1]", equalTo(0.5f))
                .body("parameters.'night.features_present'", equalTo(1));
        gold.then()
                .statusCode(200)
                .body("outputs[0].data", equalTo(byHour.path("outputs[0].data")))
                .body("parameters.graph_without", containsString("both/gone: step 'both/gone'"));
    }
}
