package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.wire.AliasMove;
import io.minimlops.local.demo.wire.CaseStory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stage 6: the stories as the orchestrator tells them, compared with what the others say.
public final class CaseReport {

    private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);

    private final Setting setting;

    public CaseReport(Setting setting) {
        this.setting = setting;
    }

    public void play(List<HandledCase> drift, String badCase, AliasMove rollback) {
        HandledCase told =
                drift.stream()
                        .filter(handled -> GateNumbers.of(handled.run()).admitted())
                        .reduce((first, second) -> second)
                        .orElseGet(drift::getLast);
        boolean itsVersionWentBack = rollback.from().equals(version(told));
        if (itsVersionWentBack) {
            setting.within(
                    TOLD_WITHIN, () -> story(told.caseId()).first("ROLLED_BACK").isPresent());
        }
        CaseStory story = print(told.caseId());
        print(badCase);
        setting.check(
                story.first("ROLLED_BACK").isPresent() == itsVersionWentBack,
                itsVersionWentBack
                        ? "the case tells of the rollback by hand as well"
                        : "the rollback belongs to another case",
                "entries: " + story.timeline().stream().map(CaseStory.Entry::kind).toList());
        checkStory(story, told);
    }

    private CaseStory print(String caseId) {
        CaseStory story = story(caseId);
        new Timeline(setting.console().glyphs())
                .render(story)
                .forEach(line -> setting.console().line("  " + line));
        setting.console().line("");
        return story;
    }

    private CaseStory story(String caseId) {
        return setting.services().orchestrator().story(caseId);
    }

    private static Optional<String> version(HandledCase handled) {
        return Optional.of(handled.run().outputs("register").path("version").asText());
    }

    private void checkStory(CaseStory story, HandledCase told) {
        setting.check(
                !story.timeline().isEmpty() && story.status().equals("CLOSED"),
                "the case is closed: %s, %d entries"
                        .formatted(story.outcome(), story.timeline().size()),
                "it is " + story.status());
        String run = told.run().outputs("train").path("run").asText();
        Map<String, Double> tracked = setting.services().tracker().metrics(run);
        GateNumbers gate = GateNumbers.of(told.run());
        setting.check(
                tracked.containsValue(gate.challenger()),
                "the tracker holds the gate's AUC %.4f".formatted(gate.challenger()),
                "run %s has %s, the gate measured %s".formatted(run, tracked, gate.challenger()));
        checkHistory(told, gate);
    }

    private void checkHistory(HandledCase told, GateNumbers gate) {
        List<AliasMove> moves = setting.services().registry().history(setting.names().model());
        boolean promoted = moves.stream().anyMatch(move -> move.to().equals(version(told)));
        setting.check(
                promoted == gate.admitted() && moves.getFirst().kind().equals("ROLLBACK"),
                "the registry's history agrees: %d moves, the newest is the rollback"
                        .formatted(moves.size()),
                "history: " + moves);
    }
}
