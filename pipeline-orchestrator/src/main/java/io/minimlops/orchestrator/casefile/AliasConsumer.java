package io.minimlops.orchestrator.casefile;

import io.minimlops.events.Envelope;
import io.minimlops.events.Event;
import io.minimlops.events.ModelEvent.AliasMoved;
import io.minimlops.orchestrator.intake.EventIntake;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/// Tells cases of alias moves, whoever made them.
@ApplicationScoped
class AliasConsumer {

    private static final String CHAMPION = "champion";

    private final EventIntake intake;
    private final CaseBook cases;

    AliasConsumer(EventIntake intake, CaseBook cases) {
        this.intake = intake;
        this.cases = cases;
    }

    @Incoming("models")
    @Blocking
    void take(ConsumerRecords<String, byte[]> records) {
        intake.take(
                records,
                events ->
                        events.forEach(
                                envelope -> {
                                    if (envelope.event() instanceof AliasMoved moved) {
                                        tell(moved, envelope);
                                    }
                                }));
    }

    private void tell(AliasMoved moved, Envelope<Event> envelope) {
        CaseFile file = file(moved, envelope.correlationId());
        boolean rollback = moved.kind() == AliasMoved.Kind.ROLLBACK;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("alias", moved.alias());
        details.put("from", String.valueOf(moved.from()));
        details.put("to", String.valueOf(moved.to()));
        details.put("actor", moved.actor());
        details.put("reason", String.valueOf(moved.reason()));
        details.put("evidence", moved.evidence());
        cases.add(
                file.id(),
                new Entry(
                        moved.movedAt(),
                        null,
                        rollback ? EntryKind.ROLLED_BACK : EntryKind.ALIAS_MOVED,
                        title(moved),
                        details,
                        "alias/" + envelope.id()));
        if (rollback && moved.alias().equals(CHAMPION)) {
            cases.outcome(file.id(), "ROLLED_BACK", true);
        }
    }

    private static String title(AliasMoved moved) {
        String what = "%s of %s".formatted(moved.alias(), moved.model());
        return switch (moved.kind()) {
            case SET ->
                    "%s is version %s now, moved by %s".formatted(what, moved.to(), moved.actor());
            case ROLLBACK ->
                    "%s rolled back from version %s to %s by %s"
                            .formatted(what, moved.from(), moved.to(), moved.actor());
            case REMOVED -> "%s removed by %s".formatted(what, moved.actor());
        };
    }

    /// The case that caused the move, else the one that made the version that went or came, else a
    /// new one.
    private CaseFile file(AliasMoved moved, String correlationId) {
        Stream<@Nullable String> versions =
                moved.kind() == AliasMoved.Kind.SET
                        ? Stream.of(moved.to(), moved.from())
                        : Stream.of(moved.from(), moved.to());
        return cases.byCorrelation(correlationId)
                .or(
                        () ->
                                versions.filter(Objects::nonNull)
                                        .map(version -> cases.byVersion(moved.model(), version))
                                        .flatMap(Optional::stream)
                                        .findFirst())
                .orElseGet(
                        () ->
                                cases.openOrJoin(
                                        correlationId,
                                        moved.model(),
                                        "%s of %s moved by %s"
                                                .formatted(
                                                        moved.alias(),
                                                        moved.model(),
                                                        moved.actor())));
    }
}
