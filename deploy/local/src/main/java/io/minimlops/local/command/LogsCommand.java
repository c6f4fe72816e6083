package io.minimlops.local.command;

import io.minimlops.local.PlatformOptions;
import io.minimlops.local.part.LogTail;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "logs", description = "show the log of a service or a server")
public final class LogsCommand implements Callable<Integer> {

    private static final Duration LOOK_PAUSE = Duration.ofMillis(200);
    private static final String SUPERVISOR = "supervisor";

    @Mixin private PlatformOptions options = new PlatformOptions();

    @Parameters(paramLabel = "<service>", description = "for example model-registry, or kafka")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "go on as it grows")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            description = "how many of the last lines (default: 200)")
    private int lines = 200;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path log = options.home().log(label());
        if (!Files.exists(log)) {
            throw new CommandFailed("no log yet: " + log);
        }
        long end = Files.size(log);
        LogTail.of(log, lines).forEach(out::println);
        out.flush();
        if (follow) {
            follow(log, end, out);
        }
        return 0;
    }

    private String label() {
        Optional<String> supervisor = Optional.of(SUPERVISOR).filter(name::equals);
        return Part.named(name)
                .map(Part::label)
                .or(() -> supervisor)
                .orElseThrow(
                        () ->
                                new CommandFailed(
                                        "no part is named %s; there are %s"
                                                .formatted(name, names())));
    }

    private static String names() {
        return Arrays.stream(Part.values()).map(Part::label).collect(Collectors.joining(", "));
    }

    /// Until the user interrupts. A log that was turned over is read from its beginning.
    private static void follow(Path log, long from, PrintWriter out) throws IOException {
        long position = from;
        while (!out.checkError()) {
            long size = Files.exists(log) ? Files.size(log) : 0;
            position = size < position ? 0 : position;
            if (size > position) {
                position += copy(log, position, out);
            } else {
                LockSupport.parkNanos(LOOK_PAUSE.toNanos());
            }
        }
    }

    private static int copy(Path log, long position, PrintWriter out) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(position);
            byte[] buffer = new byte[8192];
            int read = Math.max(0, file.read(buffer));
            out.print(new String(buffer, 0, read, StandardCharsets.UTF_8));
            out.flush();
            return read;
        }
    }
}
