package io.minimlops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PlatformResourceTest {

    @Test
    void theConfigurationReachesRunningServersAndTheyComeBackOnTheirPorts() throws Exception {
        PlatformResource resource = new PlatformResource();
        resource.init(Map.of("database", "tried"));
        Map<String, String> configuration = resource.start();
        String broker = configuration.get("kafka.bootstrap.servers");
        write(broker, "kept.v1");

        PlatformResource.kafka().stop();
        PlatformResource.kafka().start();

        assertThat(EventLog.of("kept.v1").records()).hasSize(1);
        assertThat(PlatformResource.kafka().bootstrapServers()).isEqualTo(broker);
        try (var connection =
                DriverManager.getConnection(
                        configuration.get("quarkus.datasource.jdbc.url"),
                        configuration.get("quarkus.datasource.username"),
                        configuration.get("quarkus.datasource.password"))) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    private static void write(String broker, String topic) throws Exception {
        Map<String, Object> configuration = Map.of("bootstrap.servers", broker);
        try (Admin admin = Admin.create(configuration);
                var producer =
                        new KafkaProducer<>(
                                configuration, new StringSerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            producer.send(new ProducerRecord<>(topic, "key", new byte[] {1})).get();
        }
    }
}
