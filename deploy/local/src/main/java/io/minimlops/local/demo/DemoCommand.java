package io.minimlops.local.demo;

import io.minimlops.local.Mlops;
import io.minimlops.local.PlatformOptions;
import io.minimlops.local.command.CommandFailed;
import io.minimlops.local.demo.console.Console;
import io.minimlops.local.demo.script.DemoFailed;
import io.minimlops.local.demo.script.DemoPlan;
import io.minimlops.local.demo.wire.Addresses;
import io.minimlops.local.home.PlatformState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./mlops demo`: brings the platform up where it is not, turns the loop, and leaves everything
/// up.
@Command(
        name = "demo",
        description = "turn the whole loop once on real flights and check every claim it makes")
public final class DemoCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private PlatformOptions options = new PlatformOptions();

    @Option(names = "--fast", description = "one hub and two weeks: about a minute")
    private boolean fast;

    @Override
    public Integer call() throws IOException {
        int up = bringUp();
        return up == 0 ? play() : up;
    }

    private int play() throws IOException {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        Path run = Files.createDirectories(options.home().directory().resolve("run"));
        Path folder = Files.createTempDirectory(run, "demo");
        try {
            new Demo(
                            fast ? DemoPlan.fast() : DemoPlan.full(),
                            Addresses.onLoopback(options.portOffset()),
                            console)
                    .play(folder);
            return 0;
        } catch (DemoFailed failed) {
            console.title("The demo failed.");
            console.failed(String.valueOf(failed.getMessage()));
            console.line("  The services' logs: ./mlops logs <service>");
            return 1;
        } finally {
            delete(folder);
        }
    }

    private int bringUp() {
        Optional<PlatformState> running =
                options.home().readState().filter(PlatformState::isRunning);
        if (running.filter(PlatformState::onlyInfra).isPresent()) {
            throw new CommandFailed(
                    "only the servers run (--only-infra); stop them first: ./mlops down");
        }
        if (running.isPresent()) {
            return 0;
        }
        return Mlops.commandLine()
                .setOut(spec.commandLine().getOut())
                .setErr(spec.commandLine().getErr())
                .execute(
                        "up",
                        "--home",
                        options.home().directory().toString(),
                        "--port-offset",
                        Integer.toString(options.portOffset()));
    }

    private static void delete(Path folder) throws IOException {
        List<Path> found;
        try (Stream<Path> paths = Files.walk(folder)) {
            found = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.delete(path);
        }
    }
}
