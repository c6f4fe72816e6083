package io.minimlops.features.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minimlops.events.Envelope;
import io.minimlops.events.EventCodec;
import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.events.Topic;
import io.minimlops.features.Platform;
import io.minimlops.features.Project;
import io.minimlops.testing.EventLog;
import io.minimlops.testing.PlatformResource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@Platform
class RebuildTest {

    @Inject FeatureTopic topic;
    @Inject FeatureLog log;
    @Inject OnlineStore running;

    @Test
    void aStoreThatStartsReadsWhatTheLogHolds() throws InterruptedException {
        // Given
        Project project = Project.applied();
        project.push(
                        "online",
                        """
                        {"origin": ["ORD", "SFO"], "share": [0.25, 0.5], "flights": [4, 5],
                         "event_timestamp": ["2001-01-02T10:00:00Z", "2001-01-02T11:00:00Z"],
                         "created": [null, "2001-01-02T11:00:01Z"]}""")
                .statusCode(200);
        OnlineStore fresh = new OnlineStore();
        RebuildState rebuild = new RebuildState();
        FeatureLogReader reader = new FeatureLogReader(fresh, new OwnWrites(), topic, log, rebuild);

        // When
        reader.start(new StartupEvent());
        await().until(() -> rebuild.progress().isComplete());

        // Then
        assertThat(fresh.rows(project.id(), project.view()).keySet())
                .containsExactlyInAnyOrder("ORD", "SFO");
        fresh.rows(project.id(), project.view())
                .forEach(
                        (key, row) -> {
                            OnlineRow other = running.rows(project.id(), project.view()).get(key);
                            assertThat(row.isNewerThan(other)).isFalse();
                            assertThat(other.isNewerThan(row)).isFalse();
                        });
        assertThat(fresh.size()).isEqualTo(running.size());
        reader.stop(new ShutdownEvent());
    }

    @Test
    void whatAnotherReplicaWritesArrivesAndAnOlderLastWordIsCorrected() {
        // Given
        String view = "v" + UUID.randomUUID();
        FeaturesWritten newer = written(view, 20, 0.9);
        FeaturesWritten older = written(view, 10, 0.1);

        // When
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", PlatformResource.kafka().bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            producer.send(EventCodec.toRecord(Envelope.of(newer, "feature-store", "c")));
            producer.send(EventCodec.toRecord(Envelope.of(older, "feature-store", "c")));
        }

        // Then
        await().untilAsserted(
                        () ->
                                assertThat(running.rows("p", view).get("ORD"))
                                        .extracting(row -> row.value(0))
                                        .isEqualTo(0.9));
        List<FeaturesWritten> logged =
                EventLog.of(Topic.FEATURES)
                        .awaitCount(3, FeaturesWritten.class, event -> event.view().equals(view));
        assertThat(logged.getLast()).isEqualTo(newer);
    }

    private static FeaturesWritten written(String view, int time, double share) {
        return new FeaturesWritten(
                "p",
                view,
                "ORD",
                List.of("share"),
                List.of(share),
                Instant.ofEpochSecond(time),
                null);
    }
}
