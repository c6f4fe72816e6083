package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.flight.Flight;
import io.minimlops.local.demo.replay.Hands;
import io.minimlops.local.demo.replay.ProbeLoop;
import io.minimlops.local.demo.wire.AliasMove;
import io.minimlops.local.demo.wire.InferRequest;
import io.minimlops.local.demo.wire.Pause;
import io.minimlops.local.demo.wire.RegistryApi;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stage 5, second half: one call takes the champion back to the version before, while callers keep
/// asking. Measured from the call being sent to the first answer of the old version.
public final class ManualRollback {

    private static final int CALLERS = 3;
    private static final int ROWS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration AROUND = Duration.ofMillis(700);

    private final Setting setting;
    private final Hands hands;

    public ManualRollback(Setting setting, Hands hands) {
        this.setting = setting;
        this.hands = hands;
    }

    /// @param clock until when event time has gone
    /// @param spare a version to promote first, when the champion never had another version before
    /// @return the move, as the registry booked it
    public AliasMove play(Instant clock, String spare) {
        promoteWhenAlone(spare);
        String from = setting.services().registry().champion(model()).orElseThrow();
        try (ProbeLoop loop =
                new ProbeLoop(
                        setting.services().gateway(), model(), sample(clock), hands, CALLERS)) {
            setting.within(LIMIT, () -> loop.newest().equals(Optional.of(from)));
            Pause.of(AROUND);
            return rollBackUnder(loop, from);
        }
    }

    private AliasMove rollBackUnder(ProbeLoop loop, String from) {
        long called = System.nanoTime();
        AliasMove move =
                setting.services()
                        .registry()
                        .rollback(model(), "demo", "shown by hand", model() + "-shown");
        Duration call = Duration.ofNanos(System.nanoTime() - called);
        String to = move.to().orElseThrow();
        setting.within(LIMIT, () -> loop.firstAnswer(to, called).isPresent());
        Pause.of(AROUND);
        loop.close();
        setting.check(
                setting.services().registry().champion(model()).equals(Optional.of(to)),
                "rollback: champion went from version %s back to %s, the call took %d ms"
                        .formatted(from, to, call.toMillis()),
                "the registry's champion is " + setting.services().registry().champion(model()));
        setting.check(
                loop.firstAnswer(to, called).isPresent() && loop.newest().equals(Optional.of(to)),
                "the gateway answered with version %s after %d ms, with %s for the last time after %d ms"
                        .formatted(
                                to,
                                millis(called, loop.firstAnswer(to, called)),
                                from,
                                millis(called, loop.lastAnswer(from))),
                "the newest answer came from version " + loop.newest().orElse("none"));
        setting.check(
                loop.failures() == 0,
                "%,d requests meanwhile, 0 failed".formatted(loop.requests()),
                "%d of %d requests failed".formatted(loop.failures(), loop.requests()));
        return move;
    }

    private void promoteWhenAlone(String spare) {
        RegistryApi registry = setting.services().registry();
        String champion = registry.champion(model()).orElseThrow();
        boolean hasEarlier =
                registry.history(model()).stream()
                        .flatMap(move -> move.from().stream())
                        .anyMatch(version -> !version.equals(champion));
        if (!hasEarlier) {
            registry.promote(model(), spare, "demo", "so that there is something to go back from");
            setting.console()
                    .line(
                            "    champion never moved: version %s promoted by hand first"
                                    .formatted(spare));
        }
    }

    private InferRequest sample(Instant clock) {
        Map.Entry<Instant, List<Flight>> busiest =
                setting
                        .history()
                        .day(clock.minus(1, ChronoUnit.DAYS))
                        .departures()
                        .entrySet()
                        .stream()
                        .max(Comparator.comparingInt(hour -> hour.getValue().size()))
                        .orElseThrow();
        List<Flight> flights =
                busiest.getValue().subList(0, Math.min(ROWS, busiest.getValue().size()));
        return new InferRequest("sample", clock, flights, false);
    }

    private static long millis(long since, Optional<Long> until) {
        return until.map(nanos -> Math.max(0, (nanos - since) / 1_000_000)).orElse(0L);
    }

    private String model() {
        return setting.names().model();
    }
}
