package io.minimlops.outbox;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minimlops.outbox.RelaySession.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Runs the [Relay] as long as the service runs, and measures it.
@ApplicationScoped
class OutboxRelay {

    private final Relay relay;
    private final MeterRegistry meters;

    OutboxRelay(
            OutboxConfig config,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:9092")
                    String bootstrapServers,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.meters = meters;
        this.relay =
                new Relay(
                        new Database(url, user, password),
                        new KafkaBroker(bootstrapServers, service, config),
                        config);
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("outbox.waiting", relay, r -> r.status().backlog().rows())
                .description(
                        "Events committed and not yet acknowledged by Kafka, as the relaying replica sees it")
                .register(meters);
        Gauge.builder(
                        "outbox.oldest.age",
                        relay,
                        r -> r.status().backlog().oldestAgeSeconds(Instant.now()))
                .description("Age of the oldest waiting event")
                .baseUnit("seconds")
                .register(meters);
        FunctionCounter.builder("outbox.published", relay, r -> r.status().published())
                .description("Events acknowledged by Kafka since start")
                .register(meters);
        relay.start();
    }

    void stop(@Observes ShutdownEvent event) {
        relay.stop();
    }

    RelayStatus status() {
        return relay.status();
    }
}
