package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.console.ProgressBar;
import io.minimlops.local.demo.wire.CanaryState;
import io.minimlops.local.demo.wire.PipelineRun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// Stage 5, first half: somebody pushes a version nobody gated to a fifth of the traffic. Its
/// labels give it away, and it is taken back without anybody asking.
public final class BadCanary {

    private static final int PERCENT = 20;
    private static final Duration CARRIED_OUT_WITHIN = Duration.ofSeconds(20);

    private final Setting setting;

    public BadCanary(Setting setting) {
        this.setting = setting;
    }

    /// @return the case of the bad version, and until when event time has gone
    public Outcome play() {
        Optional<String> champion = setting.services().registry().champion(model());
        PipelineRun run = trainWithoutGate();
        String version = run.outputs("register").path("version").asText();
        setting.services()
                .gateway()
                .startCanary(model(), version, PERCENT, "demo", "pushed by hand, without a gate");
        setting.check(
                setting.services().gateway().canary(model()).equals(Optional.of(version)),
                "version %s, trained on one day, takes %d %% of the requests"
                        .formatted(version, PERCENT),
                "canary is " + setting.services().gateway().canary(model()));
        Instant reached = replayUntilJudged();
        checkRolledBack(version, champion);
        return new Outcome(run.caseId(), version, reached);
    }

    private PipelineRun trainWithoutGate() {
        Instant day = setting.plan().start();
        PipelineRun started =
                setting.services()
                        .orchestrator()
                        .start(
                                setting.names().ungatedPipeline(),
                                Map.of("day", day.toString()),
                                day.plus(1, ChronoUnit.DAYS),
                                "one day is enough, is it not",
                                model() + "-bad");
        return new RunWatch(setting).follow(started, "train, no gate");
    }

    private Instant replayUntilJudged() {
        Instant day = setting.plan().replayEnd();
        int days = setting.plan().canaryDays();
        try (ProgressBar bar = setting.console().bar("canary on labels", 24L * days)) {
            while (day.isBefore(setting.plan().dataEnd()) && !judged()) {
                setting.replay().day(day, hour -> bar.to(hours(hour), day(hour)));
                day = day.plus(1, ChronoUnit.DAYS);
            }
            setting.within(CARRIED_OUT_WITHIN, this::judged);
            return day;
        }
    }

    private boolean judged() {
        return state().verdict().equals("ROLL_BACK")
                || setting.services().gateway().canary(model()).isEmpty();
    }

    private void checkRolledBack(String version, Optional<String> champion) {
        setting.within(
                CARRIED_OUT_WITHIN, () -> setting.services().gateway().canary(model()).isEmpty());
        CanaryState state = state();
        setting.check(
                setting.services().gateway().canary(model()).isEmpty()
                        && state.verdict().equals("ROLL_BACK"),
                "rolled back by itself" + because(state),
                "verdict '%s' (%s), canary %s"
                        .formatted(
                                state.verdict(),
                                state.all(),
                                setting.services().gateway().canary(model())));
        setting.check(
                setting.services().registry().champion(model()).equals(champion),
                "version %s kept the rest of the traffic all the while"
                        .formatted(champion.orElse("?")),
                "champion is now " + setting.services().registry().champion(model()));
        setting.console().line("    " + setting.replay().ledger().byArm());
    }

    private static String because(CanaryState state) {
        return state.verdict().equals("ROLL_BACK") ? ": " + state.reason() : "";
    }

    private CanaryState state() {
        return setting.services().orchestrator().canary(model());
    }

    private long hours(Instant clock) {
        return ChronoUnit.HOURS.between(setting.plan().replayEnd(), clock);
    }

    private static String day(Instant clock) {
        return clock.toString().substring(0, 10);
    }

    private String model() {
        return setting.names().model();
    }

    /// @param reached end of the last day that was replayed
    public record Outcome(String caseId, String version, Instant reached) {}
}
