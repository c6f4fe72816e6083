package io.minimlops.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.minimlops.local.PlatformOptions;
import io.minimlops.local.home.Home;
import io.minimlops.local.home.PlatformState;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        description = "what runs, since when, how much memory, how often restarted",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:everything is ready", "1:something is not", "3:nothing runs"})
public final class StatusCommand implements Callable<Integer> {

    private static final int NOT_READY = 1;
    private static final int NOT_RUNNING = 3;

    @Mixin private PlatformOptions options = new PlatformOptions();

    @Option(names = "--json", description = "as one JSON object")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<PlatformState> state = options.home().readState().filter(PlatformState::isAlive);
        Optional<StatusReport> report = state.map(StatusReport::of);
        if (json) {
            out.println(Home.JSON.writeValueAsString(report.orElse(StatusReport.NOTHING)));
        } else {
            report.ifPresentOrElse(
                    it -> it.table().lines().forEach(out::println),
                    () -> out.println("Nothing runs in " + options.home().directory() + "."));
            report.ifPresent(
                    it ->
                            out.printf(
                                    "%n  %s, %d MB resident in all.%n",
                                    it.phase(), it.residentMegabytes()));
        }
        return report.map(it -> it.allReady() ? 0 : NOT_READY).orElse(NOT_RUNNING);
    }
}
