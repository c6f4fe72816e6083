package io.minimlops.local.demo;

import io.minimlops.local.demo.console.Console;
import io.minimlops.local.demo.flight.FlightHistory;
import io.minimlops.local.demo.replay.AnswerLedger;
import io.minimlops.local.demo.replay.Hands;
import io.minimlops.local.demo.replay.Replay;
import io.minimlops.local.demo.replay.Uploads;
import io.minimlops.local.demo.script.DemoNames;
import io.minimlops.local.demo.script.DemoPlan;
import io.minimlops.local.demo.stage.BadCanary;
import io.minimlops.local.demo.stage.CaseReport;
import io.minimlops.local.demo.stage.DriftStory;
import io.minimlops.local.demo.stage.FirstChampion;
import io.minimlops.local.demo.stage.HandledCase;
import io.minimlops.local.demo.stage.ManualRollback;
import io.minimlops.local.demo.stage.ReplayMonths;
import io.minimlops.local.demo.stage.Setting;
import io.minimlops.local.demo.stage.ShortHistory;
import io.minimlops.local.demo.wire.Addresses;
import io.minimlops.local.demo.wire.AliasMove;
import io.minimlops.local.demo.wire.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The loop, turned once on real flights through the public APIs. A stage whose outcome
/// differs from what it says ends it with [io.minimlops.local.demo.stage.StageFailed].
public final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CONNECTIONS = 8;

    private final DemoPlan plan;
    private final Addresses addresses;
    private final Console console;

    public Demo(DemoPlan plan, Addresses addresses, Console console) {
        this.plan = plan;
        this.addresses = addresses;
        this.console = console;
    }

    public void play(Path folder) {
        long started = System.nanoTime();
        Services services = Services.at(addresses, PATIENCE);
        DemoNames names = freeNames(services);
        console.title(
                "The loop on real flights: %s (model %s)".formatted(plan.title(), names.model()));
        Path parquet = FlightsFile.extractTo(folder);
        try (FlightHistory history = FlightHistory.read(parquet, plan.hubs(), plan.dataEnd());
                Hands hands = new Hands(CONNECTIONS)) {
            Uploads uploads = new Uploads(history, services.features(), names, folder);
            Replay replay =
                    new Replay(history, services, names, uploads, hands, new AnswerLedger());
            stages(new Setting(plan, names, services, history, uploads, replay, console), hands);
        }
        farewell(names, services, Duration.ofNanos(System.nanoTime() - started));
    }

    private void stages(Setting setting, Hands hands) {
        console.title("1  From raw flights to a served champion");
        new FirstChampion(setting).play();
        console.title("2  Flights leave and land, in event time");
        List<HandledCase> cases = new ReplayMonths(setting).play();
        console.title("3  What the drift monitor saw");
        new DriftStory(setting).play(cases);
        console.title("4  A challenger that knows only the last 14 days");
        new ShortHistory(setting).play();
        console.title("5  A bad version, and the way back");
        BadCanary.Outcome bad = new BadCanary(setting).play();
        AliasMove rollback = new ManualRollback(setting, hands).play(bad.reached(), bad.version());
        console.title("6  The cases, as they were recorded");
        new CaseReport(setting).play(cases, bad.caseId(), rollback);
    }

    private static DemoNames freeNames(Services services) {
        return DemoNames.firstFree(
                names ->
                        services.features().knows(names.flights())
                                || services.registry().knows(names.model()));
    }

    private void farewell(DemoNames names, Services services, Duration took) {
        console.title(
                "Done in %s. %d calls were repeated because a service was away."
                        .formatted(Console.seconds(took), services.patience().repeats()));
        console.line("  Look further:");
        look("runs and metrics", addresses.tracker() + "/q/swagger-ui");
        look("the model", addresses.registry() + "/api/v1/models/" + names.model());
        look("feature definitions", addresses.features() + "/api/v1/definitions");
        look("cases", addresses.orchestrator() + "/api/v1/cases?model=" + names.model());
        look(
                "drift windows",
                addresses.orchestrator() + "/api/v1/monitors/" + names.model() + "/evaluations");
        look("the deployment", addresses.gateway() + "/api/v1/deployments/" + names.model());
        console.line("  The platform stays up; ./mlops down stops it, ./mlops status shows it.");
    }

    private void look(String what, String url) {
        console.line("    %-20s %s".formatted(what, url));
    }
}
