package io.minimlops.local.supervisor;

import io.minimlops.local.PlatformOptions;
import io.minimlops.local.home.Home;
import io.minimlops.local.home.Secrets;
import io.minimlops.local.part.Platform;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The supervisor's process. It ends when it is asked to (SIGTERM), after everything it owns has
/// ended.
@Command(name = "supervisor")
public final class SupervisorMain implements Callable<Integer> {

    @Mixin private PlatformOptions options = new PlatformOptions();

    @Option(names = "--only-infra")
    private boolean onlyInfra;

    private SupervisorMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new SupervisorMain()).execute(args));
    }

    @Override
    public Integer call() {
        Home home = options.home();
        Platform platform = new Platform(home, options.portOffset(), options.checkout());
        Supervisor supervisor = new Supervisor(platform, Secrets.of(home), onlyInfra);
        Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "stop"));
        if (!supervisor.bringUp()) {
            Runtime.getRuntime().halt(1);
        }
        supervisor.keep();
        return 0;
    }
}
