package io.minimlops.local.command;

import io.minimlops.local.PlatformOptions;
import io.minimlops.local.home.PlatformState;
import io.minimlops.local.home.PlatformState.PartState;
import io.minimlops.local.memory.ResidentMemory;
import io.minimlops.local.part.Part;
import io.minimlops.local.part.Platform;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = "start PostgreSQL, Kafka, the S3 store and the five services, and wait")
public final class UpCommand implements Callable<Integer> {

    private static final long MEGABYTE = 1_000_000;

    @Mixin private PlatformOptions options = new PlatformOptions();

    @Option(names = "--only-infra", description = "the three servers alone")
    private boolean onlyInfra;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Instant started = Instant.now();
        Platform platform = new Platform(options.home(), options.portOffset(), options.checkout());
        Optional<PlatformState> known = options.home().readState().filter(PlatformState::isAlive);
        if (known.isPresent()) {
            alreadyThere(known.get(), out);
        } else {
            PlatformState state = new Bringup(platform, onlyInfra, out).run();
            Duration took = Duration.between(started, Instant.now());
            show(state, out);
            out.printf(
                    "Ready in %.1f s, %d MB resident in all.%n",
                    took.toMillis() / 1000.0, residentMegabytes(state));
        }
        out.printf("Secrets and addresses: . '%s'%n", options.home().env());
        return 0;
    }

    private void alreadyThere(PlatformState state, PrintWriter out) {
        if (!state.isRunning()) {
            throw new CommandFailed(
                    "another command is at work here: the platform is "
                            + state.phase().name().toLowerCase(Locale.ROOT));
        }
        if (state.onlyInfra() && !onlyInfra) {
            throw new CommandFailed("the servers run alone; ./mlops down first, then up");
        }
        out.println("Already running.");
        show(state, out);
    }

    private static void show(PlatformState state, PrintWriter out) {
        Table table = new Table("part", "address", "look at");
        for (PartState part : state.parts()) {
            Part.named(part.name())
                    .ifPresent(
                            it -> {
                                String address = it.address(state.portOffset());
                                String look = it.isService() ? address + "/q/swagger-ui" : "";
                                table.row(part.name(), address, look);
                            });
        }
        out.println();
        table.lines().forEach(out::println);
        out.println();
    }

    /// Of the supervisor and everything below it.
    static long residentMegabytes(PlatformState state) {
        return state.supervisor().find().map(ResidentMemory::ofTree).orElse(0L) / MEGABYTE;
    }
}
