package io.minimlops.local.command;

import io.minimlops.local.PlatformOptions;
import io.minimlops.local.home.Home;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "down", description = "stop everything; all state stays")
public final class DownCommand implements Callable<Integer> {

    @Mixin private PlatformOptions options = new PlatformOptions();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Stopping; after the first start this takes longer and makes the next faster.");
        out.flush();
        out.println(stop(options.home()) ? "Stopped." : "Nothing was running.");
        return 0;
    }

    /// Returns whether there was anything to stop.
    static boolean stop(Home home) {
        boolean running = SupervisorProcess.stop(home);
        Leftovers leftovers = Leftovers.of(home);
        leftovers.stop();
        return running || leftovers.exist();
    }
}
