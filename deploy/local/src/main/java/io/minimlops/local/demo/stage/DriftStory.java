package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.wire.AliasMove;
import io.minimlops.local.demo.wire.WindowEvaluation;
import io.minimlops.local.demo.wire.WindowEvaluation.Column;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Stage 3: what the monitor saw, and that it acted on the right thing by itself.
public final class DriftStory {

    private static final List<String> CONTROLS = List.of("hour", "distance");
    private static final int WINDOW_DAYS = 7;

    private final Setting setting;

    public DriftStory(Setting setting) {
        this.setting = setting;
    }

    public void play(List<HandledCase> cases) {
        List<WindowEvaluation> windows =
                setting.services().orchestrator().evaluations(setting.names().model());
        windows.forEach(window -> setting.console().line("    " + row(window)));
        checkWindows(windows);
        checkColumns(windows);
        for (HandledCase handled : cases) {
            checkCase(handled);
        }
    }

    private void checkWindows(List<WindowEvaluation> windows) {
        long whole = setting.plan().replayDays() / WINDOW_DAYS;
        setting.check(
                windows.size() == whole,
                "%d weekly windows evaluated".formatted(whole),
                windows.size() + " evaluations");
        long logged = windows.stream().mapToLong(WindowEvaluation::rows).sum();
        long sent =
                setting.history().departures(windows.getFirst().start(), windows.getLast().end());
        boolean exact = setting.services().patience().repeats() > 0 || logged == sent;
        setting.check(
                logged <= sent && exact,
                "the inference log holds %,d of %,d predictions".formatted(logged, sent),
                logged + " rows in the windows, " + sent + " flights sent");
    }

    private void checkColumns(List<WindowEvaluation> windows) {
        String rate = setting.names().delayRate();
        List<WindowEvaluation> fired = windows.stream().filter(WindowEvaluation::fired).toList();
        setting.check(
                !fired.isEmpty()
                        && fired.stream()
                                .allMatch(w -> w.column(rate).filter(Column::alarmed).isPresent()),
                "drift fired on %s in %d of %d windows"
                        .formatted(rate, fired.size(), windows.size()),
                "it fired in " + fired.size() + " windows");
        for (String control : CONTROLS) {
            double worst =
                    windows.stream()
                            .flatMap(window -> window.column(control).stream())
                            .mapToDouble(Column::psi)
                            .max()
                            .orElse(Double.NaN);
            setting.check(
                    windows.stream().allMatch(w -> silent(w.column(control))),
                    "%s stayed silent, PSI at most %.4f".formatted(control, worst),
                    "%s reached PSI %.4f".formatted(control, worst));
        }
    }

    private void checkCase(HandledCase handled) {
        GateNumbers gate = GateNumbers.of(handled.run());
        setting.check(
                gate.agreesWith(handled.run()),
                "case of %s: retrained by itself, %s"
                        .formatted(handled.window().end().toString().substring(0, 10), gate.text()),
                "the steps behind the gate do not fit: " + handled.run().steps());
        if (gate.admitted()) {
            String version = handled.run().outputs("register").path("version").asText();
            List<AliasMove> history =
                    setting.services().registry().history(setting.names().model());
            setting.check(
                    history.stream().anyMatch(move -> move.to().equals(Optional.of(version))),
                    "the alias' history shows version %s becoming champion".formatted(version),
                    "history: " + history);
        }
    }

    private String row(WindowEvaluation window) {
        return String.format(
                Locale.ROOT,
                "%s to %s  %,7d rows  PSI delay rate %.3f  hour %.3f  distance %.3f  %s",
                window.start().toString().substring(0, 10),
                window.end().toString().substring(0, 10),
                window.rows(),
                psi(window, setting.names().delayRate()),
                psi(window, "hour"),
                psi(window, "distance"),
                window.fired() ? "fired" : window.reason());
    }

    private static double psi(WindowEvaluation window, String column) {
        return window.column(column).map(Column::psi).orElse(Double.NaN);
    }

    private static boolean silent(Optional<Column> column) {
        return column.filter(c -> c.status().equals("OK")).isPresent();
    }
}
