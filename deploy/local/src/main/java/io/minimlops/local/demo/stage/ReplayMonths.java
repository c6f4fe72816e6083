package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.console.ProgressBar;
import io.minimlops.local.demo.replay.AnswerLedger;
import io.minimlops.local.demo.script.DemoPlan;
import io.minimlops.local.demo.wire.WindowEvaluation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Stage 2: the flights after the history, hour by hour, and whatever the monitor starts on
/// the way.
public final class ReplayMonths {

    private final Setting setting;
    private final CaseWatch watch;

    public ReplayMonths(Setting setting) {
        this.setting = setting;
        this.watch = new CaseWatch(setting);
    }

    /// @return the cases that were opened, in order
    public List<HandledCase> play() {
        List<HandledCase> cases = new ArrayList<>();
        DemoPlan plan = setting.plan();
        Instant day = plan.replayStart();
        while (day.isBefore(plan.replayEnd())) {
            Pass pass = untilSomethingFires(day);
            pass.fired().forEach(window -> cases.add(watch.await(window)));
            day = pass.reached();
        }
        checkAnswers();
        return cases;
    }

    private Pass untilSomethingFires(Instant from) {
        DemoPlan plan = setting.plan();
        try (ProgressBar bar = setting.console().bar("replay", 24 * plan.replayDays())) {
            Instant day = from;
            List<WindowEvaluation> fired = List.of();
            while (day.isBefore(plan.replayEnd()) && fired.isEmpty()) {
                setting.replay().day(day, hour -> bar.to(hours(hour), note(hour)));
                day = day.plus(1, ChronoUnit.DAYS);
                fired = watch.fired();
            }
            return new Pass(day, fired);
        }
    }

    private long hours(Instant clock) {
        return ChronoUnit.HOURS.between(setting.plan().replayStart(), clock);
    }

    private String note(Instant clock) {
        return "%s  %,d answers"
                .formatted(clock.toString().substring(0, 10), setting.replay().ledger().answers());
    }

    private void checkAnswers() {
        DemoPlan plan = setting.plan();
        AnswerLedger ledger = setting.replay().ledger();
        long departed = setting.history().departures(plan.replayStart(), plan.replayEnd());
        setting.check(
                ledger.answers() == departed && ledger.lost() == 0,
                "%,d flights in %,d requests, each answered exactly once, none lost"
                        .formatted(departed, ledger.requests()),
                "%,d of %,d answered, %d lost"
                        .formatted(ledger.answers(), departed, ledger.lost()));
        setting.console()
                .line("    " + ledger.byArm() + ", %,d labels fed back".formatted(ledger.labels()));
        new OnlineCheck(setting).agreesAt(plan.replayEnd());
    }

    private record Pass(Instant reached, List<WindowEvaluation> fired) {}
}
