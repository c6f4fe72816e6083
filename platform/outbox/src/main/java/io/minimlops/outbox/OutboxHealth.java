package io.minimlops.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Says how the relay fares and is always up: requests are served whether or not events get through
/// at the moment.
@Readiness
@ApplicationScoped
class OutboxHealth implements HealthCheck {

    private final OutboxRelay relay;

    OutboxHealth(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        RelayStatus status = relay.status();
        HealthCheckResponseBuilder health =
                HealthCheckResponse.named("outbox")
                        .up()
                        .withData("state", status.state().name())
                        .withData("since", status.since().toString())
                        .withData("waiting", status.backlog().rows())
                        .withData(
                                "oldestAgeSeconds",
                                (long) status.backlog().oldestAgeSeconds(Instant.now()));
        if (status.reason() != null) {
            health.withData("reason", status.reason());
        }
        return health.build();
    }
}
