package io.minimlops.orchestrator.monitor;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.EventCodec;
import io.minimlops.events.TopicCreator;
import io.minimlops.testing.PlatformResource;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Tells events as the other services would.
final class Told {

    private Told() {}

    static void send(Event event) {
        Map<String, Object> broker =
                Map.of("bootstrap.servers", PlatformResource.kafka().bootstrapServers());
        try (Admin admin = Admin.create(broker);
                var producer =
                        new KafkaProducer<>(
                                broker, new StringSerializer(), new ByteArraySerializer())) {
            TopicCreator.create(admin, EnumSet.of(event.topic()), 3, (short) 1);
            producer.send(
                            EventCodec.toRecord(
                                    Envelope.of(event, "test", UUID.randomUUID().toString())))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
