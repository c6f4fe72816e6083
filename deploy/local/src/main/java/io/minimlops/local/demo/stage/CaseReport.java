package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.wire.AliasMove;
import io.minimlops.local.demo.wire.CaseStory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stage 6: the stories as the orchestrator tells them, compared with what the others say.
public final class CaseReport {

    private final Setting setting;

    public CaseReport(Setting setting) {
        this.setting = setting;
    }

    public void play(List<HandledCase> drift, String badCase) {
        HandledCase told =
                drift.stream()
                        .filter(handled -> GateNumbers.of(handled.run()).admitted())
                        .reduce((first, second) -> second)
                        .orElseGet(drift::getLast);
        CaseStory story = print(told.caseId());
        print(badCase);
        checkStory(story, told);
    }

    private CaseStory print(String caseId) {
        CaseStory story = setting.services().orchestrator().story(caseId);
        new Timeline(setting.console().glyphs())
                .render(story)
                .forEach(line -> setting.console().line("  " + line));
        setting.console().line("");
        return story;
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
        Optional<String> version =
                Optional.of(told.run().outputs("register").path("version").asText());
        boolean promoted = moves.stream().anyMatch(move -> move.to().equals(version));
        setting.check(
                promoted == gate.admitted() && moves.getFirst().kind().equals("ROLLBACK"),
                "the registry's history agrees: %d moves, the newest is the rollback"
                        .formatted(moves.size()),
                "history: " + moves);
    }
}
