package io.minimlops.gateway.oip.rows;

import static io.minimlops.gateway.testing.Gateway.awaitChampion;
import static io.minimlops.gateway.testing.GraphDeployments.byFirstColumn;
import static io.minimlops.gateway.testing.GraphDeployments.deploy;
import static io.minimlops.gateway.testing.GraphDeployments.model;
import static io.minimlops.gateway.testing.GraphDeployments.sequence;
import static io.minimlops.gateway.testing.GraphDeployments.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.streaming.RowPredictions;
import io.minimlops.gateway.streaming.RowPredictions.Answer;
import io.minimlops.gateway.streaming.RowPredictions.NotNow;
import io.minimlops.gateway.streaming.RowPredictions.Question;
import io.minimlops.gateway.streaming.RowPredictions.Refused;
import io.minimlops.gateway.testing.Gateway;
import io.minimlops.gateway.testing.PeersResource;
import io.minimlops.gateway.testing.Registered;
import io.minimlops.testing.PlatformResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What streams are told of their records.
@QuarkusTest
@QuarkusTestResource(PlatformResource.class)
@QuarkusTestResource(PeersResource.class)
class StreamedRowsTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Inject RowPredictions predictions;

    private static Question question(String deployment, String... rows) throws Exception {
        List<JsonNode> read = new ArrayList<>();
        for (String row : rows) {
            read.add(JSON.readTree(row));
        }
        List<String> ids = IntStream.range(0, rows.length).mapToObj(i -> "row" + i).toList();
        return new Question(deployment, read, ids, "request", "key", null);
    }

    @Test
    void aGraphPredictsARecordAsAnyDeploymentDoes() throws Exception {
        // Given
        String name = unique();
        deploy(name, byFirstColumn(model(0), model(-1))).then().statusCode(200);

        // When
        Answer answer = predictions.predict(question(name, "[0,0,0]", "[1,0,0]"));

        // Then
        assertThat(answer.model()).isEqualTo(name);
        assertThat(answer.role()).isEqualTo("graph").isEqualTo(predictions.armOf(name, "key"));
        assertThat(answer.rows()).extracting(JsonNode::toString).containsExactly("[0.5]", "[0.5]");
    }

    @Test
    void whatALimitHoldsBackIsPredictedLater() throws Exception {
        // Given
        String name = unique();
        deploy(name, sequence(model(0)), "", ",\"limits\":{\"requestsPerSecond\":0.01,\"burst\":1}")
                .then()
                .statusCode(200);
        predictions.predict(question(name, "[0,0,0]"));

        // When
        Question next = question(name, "[0,0,0]");

        // Then
        assertThatThrownBy(() -> predictions.predict(next)).isInstanceOf(NotNow.class);
    }

    @Test
    void aRecordWhoseFeaturesAreMissingIsRefusedWhereThatIsWanted() throws Exception {
        // Given
        Registered model = new Registered().featureVersion("1", -2).champion("1");
        awaitChampion(model.name(), "1");
        Gateway.deploy(model.name(), "{\"missing\":{\"policy\":\"refuse\"}}")
                .then()
                .statusCode(200);

        // When
        Question unknown = question(model.name(), "{\"origin\":\"unknown-X\",\"hour\":2}");

        // Then
        assertThatThrownBy(() -> predictions.predict(unknown))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("0:delays__late_share");
    }
}
