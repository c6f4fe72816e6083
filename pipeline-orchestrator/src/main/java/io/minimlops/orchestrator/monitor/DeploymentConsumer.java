package io.minimlops.orchestrator.monitor;

import io.minimlops.events.DeploymentEvent;
import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.orchestrator.casefile.CaseBook;
import io.minimlops.orchestrator.casefile.CaseFile;
import io.minimlops.orchestrator.casefile.Entry;
import io.minimlops.orchestrator.casefile.EntryKind;
import io.minimlops.orchestrator.intake.EventIntake;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Learns from the gateway which canaries there are, and tells their cases.
@ApplicationScoped
class DeploymentConsumer {

    private final EventIntake intake;
    private final CanaryTable canaries;
    private final CaseBook cases;
    private final MonitorBell bell;

    DeploymentConsumer(EventIntake intake, CanaryTable canaries, CaseBook cases, MonitorBell bell) {
        this.intake = intake;
        this.canaries = canaries;
        this.cases = cases;
        this.bell = bell;
    }

    @Incoming("deployments")
    @Blocking
    void take(ConsumerRecords<String, byte[]> records) {
        intake.take(records, events -> events.forEach(this::take));
        bell.ring();
    }

    private void take(Envelope<Event> envelope) {
        if (envelope.event() instanceof DeploymentChanged changed) {
            Optional<Canary> active = canaries.active(changed.deployment());
            DeploymentEvent.Canary now = changed.canary();
            if (active.isPresent() && now != null && active.get().version().equals(now.version())) {
                canaries.share(active.get().id(), now.percent());
                return;
            }
            active.filter(canary -> !changed.changedAt().isBefore(canary.startedAt()))
                    .ifPresent(canary -> end(canary, changed, envelope));
            if (now != null) {
                start(now, changed, envelope);
            }
        }
    }

    private void start(
            DeploymentEvent.Canary now, DeploymentChanged changed, Envelope<Event> envelope) {
        boolean isNew =
                canaries.start(
                        changed.deployment(),
                        changed.model(),
                        now.version(),
                        now.percent(),
                        changed.changedAt());
        if (!isNew) {
            return;
        }
        CaseFile file = file(changed, now.version(), envelope);
        cases.outcome(file.id(), "CANARY", false);
        tell(
                file,
                EntryKind.CANARY_STARTED,
                "Version %s answers %d %% of the traffic of %s as canary"
                        .formatted(now.version(), now.percent(), changed.deployment()),
                changed,
                envelope);
    }

    private void end(Canary canary, DeploymentChanged changed, Envelope<Event> envelope) {
        canaries.end(canary.id(), changed.changedAt());
        CaseFile file = file(changed, canary.version(), envelope);
        String outcome =
                switch (canary.verdict()) {
                    case "ROLL_BACK" -> "ROLLED_BACK";
                    case "PROMOTE" -> "PROMOTED";
                    default -> "CANARY_ENDED";
                };
        cases.outcome(file.id(), outcome, true);
        tell(
                file,
                EntryKind.CANARY_ENDED,
                "Version %s is no canary of %s any more: all traffic goes to the champion"
                        .formatted(canary.version(), changed.deployment()),
                changed,
                envelope);
    }

    /// The case that made the version knows more of the story than the request that moved it.
    private CaseFile file(DeploymentChanged changed, String version, Envelope<Event> envelope) {
        return cases.byVersion(changed.model(), version)
                .orElseGet(
                        () ->
                                cases.openOrJoin(
                                        envelope.correlationId(),
                                        changed.model(),
                                        "canary of %s by %s"
                                                .formatted(changed.model(), changed.actor())));
    }

    private void tell(
            CaseFile file,
            EntryKind kind,
            String title,
            DeploymentChanged changed,
            Envelope<Event> envelope) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("deployment", changed.deployment());
        details.put("actor", changed.actor());
        details.put("reason", String.valueOf(changed.reason()));
        cases.add(
                file.id(),
                new Entry(
                        changed.changedAt(),
                        null,
                        kind,
                        title,
                        details,
                        "deployment/" + kind + "/" + envelope.id()));
    }
}
