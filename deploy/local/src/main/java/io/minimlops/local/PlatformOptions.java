package io.minimlops.local;

import io.minimlops.local.home.Home;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which of the platforms on this machine a command means: a picocli mixin for every command.
public final class PlatformOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "where the platform keeps its state (default: .mlops in the checkout)")
    private @Nullable Path home;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "added to every port, so that platforms run side by side (default: 0)")
    private @Nullable Integer portOffset;

    public Home home() {
        return Home.at(home != null ? home : checkout().resolve(".mlops"));
    }

    /// What was asked for; otherwise that of the platform running in this home; otherwise 0.
    public int portOffset() {
        if (portOffset != null) {
            return portOffset;
        }
        return home().readState().filter(it -> it.isAlive()).map(it -> it.portOffset()).orElse(0);
    }

    /// The folder with the source tree and the built services.
    public Path checkout() {
        return Path.of(System.getProperty("mlops.root", "")).toAbsolutePath().normalize();
    }
}
