package io.minimlops.local.ui;

import io.minimlops.local.PlatformOptions;
import io.minimlops.local.command.CommandFailed;
import io.minimlops.local.part.Part;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "ui", description = "fetch MLflow's user interface and have the tracker show it")
public final class UiCommand implements Callable<Integer> {

    @Mixin private PlatformOptions options = new PlatformOptions();

    @Option(
            names = "--wheel",
            paramLabel = "FILE",
            description = "MLflow's Python package, already here; of any release")
    private @Nullable Path wheel;

    @Option(
            names = "--python",
            paramLabel = "COMMAND",
            description = "the Python that has pip (default: ${DEFAULT-VALUE})",
            defaultValue = "python3")
    private String python = "python3";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        UiHome home = new UiHome(options.home().ui());
        String version = wheel == null ? pinned(home, out) : given(home, wheel);
        home.show(version);
        tell(version, out);
        return 0;
    }

    private String pinned(UiHome home, PrintWriter out) {
        UiRelease release = UiRelease.pinned();
        if (!home.has(release.version())) {
            out.printf("Downloading the pages of MLflow %s …%n", release.version());
            out.flush();
            home.download(folder -> fetch(release, folder, home));
        }
        return release.version();
    }

    private void fetch(UiRelease release, Path folder, UiHome home) {
        UiWheel wheel =
                new UiWheel(new Pip(python).download("mlflow==" + release.version(), folder));
        wheel.verify(release.sha256());
        home.add(release.version(), wheel::unpackTo);
    }

    private static String given(UiHome home, Path wheel) {
        if (!Files.isRegularFile(wheel)) {
            throw new CommandFailed("There is no file " + wheel + ".");
        }
        String version = UiWheel.version(Objects.requireNonNull(wheel.getFileName()).toString());
        home.add(version, new UiWheel(wheel)::unpackTo);
        return version;
    }

    private void tell(String version, PrintWriter out) {
        String address = Part.EXPERIMENT_TRACKER.address(options.portOffset());
        boolean runs =
                options.home()
                        .readState()
                        .filter(it -> it.isAlive() && !it.onlyInfra())
                        .isPresent();
        out.printf(
                runs
                        ? "MLflow's pages (%s) are at %s%n"
                        : "MLflow's pages (%s) will be at %s after ./mlops up%n",
                version,
                address);
    }
}
