package io.minimlops.gateway.deployment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.gateway.batch.BatchSettings;
import io.minimlops.gateway.batch.QueuePolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void aDescriptorIsReadKeptAndReadAgain() throws IOException {
        // Given
        JsonNode json =
                JSON.readTree(
                        """
                        {"version":"3","featureService":"flights_v2",
                         "missing":{"policy":"default","defaults":{"delay":0.2}},
                         "batching":{"maxRows":64,"maxQueueDelay":"PT0.002S","preserveOrdering":true},
                         "cache":{"bytes":1048576},
                         "payloadLog":{"mode":"response","sampling":0.5,"maxBytes":4096}}
                        """);

        // When
        DeploymentSpec spec = SpecReader.strictly(json);

        // Then
        assertThat(spec.batching().maxQueueDelay()).isEqualTo(Duration.ofMillis(2));
        assertThat(spec.cacheBytes()).isEqualTo(1_048_576);
        assertThat(spec.payloadLog())
                .isEqualTo(new PayloadLog(PayloadLog.Mode.RESPONSE, 0.5, 4096, null));
        assertThat(JSON.valueToTree(SpecReader.toKeep(spec)).toString())
                .contains("\"maxQueueDelay\":\"PT0.002S\"", "\"policy\":\"default\"");
        assertThat(SpecReader.kept(SpecReader.toKeep(spec))).isEqualTo(spec);
    }

    @Test
    void aGraphIsReadKeptAndReadAgain() throws IOException {
        // Given
        JsonNode json =
                JSON.readTree(
                        """
                        {"limits":{"concurrency":8},
                         "graph":{"root":"way","maxInFlight":100,"nodes":{
                           "way":{"type":"switch","steps":[
                             {"when":{"parameter":"tier","equals":"gold"},"deployment":"big","version":"3"},
                             {"when":{"tensor":"x","column":1,"atLeast":0.5,"lessThan":2.0},"node":"both"},
                             {"deployment":"small"}]},
                           "both":{"type":"ensemble","combine":"vote","steps":[
                             {"name":"one","deployment":"big","inputs":{"in":"x"},"outputs":{"out":"y"},"weight":2.5},
                             {"deployment":"small","dependency":"soft"}]}}}}
                        """);

        // When
        DeploymentSpec spec = SpecReader.strictly(json);

        // Then
        assertThat(JSON.<JsonNode>valueToTree(SpecReader.toKeep(spec))).isEqualTo(json);
        assertThat(SpecReader.kept(SpecReader.toKeep(spec))).isEqualTo(spec);
    }

    @Test
    void nothingWantedIsNothingKept() {
        assertThat(SpecReader.strictly(null)).isEqualTo(DeploymentSpec.EMPTY);
        assertThat(SpecReader.toKeep(DeploymentSpec.EMPTY)).isNull();
        assertThat(SpecReader.kept(null)).isEqualTo(DeploymentSpec.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"batching\":{\"maxRow\":4}} | spec.batching.maxRow is not known here; known are",
                "{\"batching\":{\"maxRows\":0}} | spec.batching.maxRows must be from 1 to",
                "{\"batching\":{\"maxRows\":1.5}} | spec.batching.maxRows cannot be read",
                "{\"batching\":{\"maxQueueDelay\":\"5ms\"}} | spec.batching.maxQueueDelay cannot be read",
                "{\"batching\":{\"maxQueueDelay\":\"PT-1S\"}} | spec.batching.maxQueueDelay must be a duration",
                "{\"batching\":{\"maxRows\":8,\"preferredRows\":[4,9]}} | spec.batching.preferredRows must be sizes from 1 to 8",
                "{\"batching\":{\"timeoutAction\":\"ignore\"}} | spec.batching.timeoutAction cannot be read",
                "{\"batching\":{\"priorityLevels\":2,\"queues\":{\"3\":{}}}} | spec.batching.queues.3 must be the queue of a priority from 1 to 2",
                "{\"missing\":{\"policy\":\"guess\"}} | spec.missing.policy cannot be read",
                "{\"missing\":{\"policy\":\"nan\",\"defaults\":{\"a\":1}}} | spec.missing.defaults goes with",
                "{\"cache\":{}} | spec.cache.bytes must be a number of bytes",
                "{\"version\":\" \"} | spec.version must not be blank",
                "{\"payloadLog\":{\"mode\":\"both\"}} | spec.payloadLog.mode cannot be read",
                "{\"payloadLog\":{\"sampling\":1.5}} | spec.payloadLog.sampling must be from 0 to 1",
                "{\"payloadLog\":{\"sampling\":-0.1}} | spec.payloadLog.sampling must be from 0 to 1",
                "{\"payloadLog\":{\"maxBytes\":0}} | spec.payloadLog.maxBytes must be from 1 to 67108864",
                "{\"payloadLog\":{\"url\":\"x\"}} | spec.payloadLog.url is not known here",
                "{\"batching\":{\"maxRows\":2},\"graph\":{\"root\":\"a\",\"nodes\":{\"a\":{\"type\":\"sequence\",\"steps\":[{\"deployment\":\"x\"}]}}}} | spec.batching does not go with spec.graph",
                "{\"graph\":{\"nodes\":{\"a\":{\"type\":\"loop\"}}}} | spec.graph.nodes.a.type cannot be read",
                "[] | spec cannot be read"
            })
    void aBrokenDescriptorIsToldWhere(String json, String told) {
        assertThatThrownBy(() -> SpecReader.strictly(JSON.readTree(json)))
                .hasMessageContaining(told);
    }

    @Test
    void whatANewerProcessKeptIsPassedOver() throws IOException {
        // When
        DeploymentSpec spec =
                SpecReader.kept(
                        java.util.Map.of("later", 1, "cache", java.util.Map.of("bytes", 5)));

        // Then
        assertThat(spec.cacheBytes()).isEqualTo(5);
    }

    @Test
    void wishesReplaceTheStandardAndNeverMakeAModelBatchable() {
        // Given
        Batching wishes =
                new Batching(
                        64,
                        List.of(16, 128),
                        Duration.ofMillis(2),
                        null,
                        8,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        BatchSettings standard = BatchSettings.of(1024, 1);

        // When
        BatchSettings settings = wishes.over(standard, 2);

        // Then
        assertThat(settings.maxRows()).isEqualTo(64);
        assertThat(settings.preferredRows()).containsExactly(16);
        assertThat(settings.executors()).isEqualTo(2);
        assertThat(settings.preserveOrdering()).isTrue();
        assertThat(settings.queue()).isEqualTo(standard.queue());
        assertThat(wishes.over(BatchSettings.of(1, 1), 2).maxRows()).isEqualTo(1);
    }

    @Test
    void aPriorityMayWaitInItsOwnWay() throws IOException {
        // Given
        Batching wishes =
                SpecReader.strictly(
                                JSON.readTree(
                                        """
                                        {"batching":{"priorityLevels":3,"maxQueued":7,"queues":
                                         {"2":{"timeoutAction":"delay","queueTimeout":"PT1S"}}}}
                                        """))
                        .batching();

        // When
        BatchSettings settings = wishes.over(BatchSettings.of(4, 1), 1);

        // Then
        assertThat(settings.queue(1)).isEqualTo(QueuePolicy.reject(7, Duration.ZERO));
        assertThat(settings.queue(2)).isEqualTo(QueuePolicy.delay(7, Duration.ofSeconds(1)));
        assertThat(settings.defaultPriority()).isEqualTo(3);
    }
}
