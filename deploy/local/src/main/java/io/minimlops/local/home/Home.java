package io.minimlops.local.home;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// The folder that holds all of one platform: `.mlops` in the checkout, or another.
public record Home(Path directory) {

    public static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    public static Home at(Path directory) {
        return new Home(directory.toAbsolutePath().normalize());
    }

    /// A server's data or a service's working directory.
    public Path data(String part) {
        return directory.resolve("data").resolve(part);
    }

    public Path log(String part) {
        return directory.resolve("logs").resolve(part + ".log");
    }

    /// PostgreSQL's programs, unpacked.
    public Path programs() {
        return directory.resolve("programs");
    }

    /// What runs: the services as they were built when the platform was started.
    public Path installation() {
        return directory.resolve("app");
    }

    /// Class archives that make the next start faster.
    public Path startCache() {
        return directory.resolve("cache");
    }

    /// MLflow's user interface, once it was asked for.
    public Path ui() {
        return directory.resolve("ui");
    }

    /// Secrets and addresses as `export …` lines.
    public Path env() {
        return directory.resolve("env");
    }

    /// Everything that a reset removes; nothing else in the folder is ours.
    public List<Path> contents() {
        return List.of(
                directory.resolve("data"),
                directory.resolve("logs"),
                directory.resolve("run"),
                installation(),
                programs(),
                startCache(),
                ui(),
                env());
    }

    public void create() {
        try {
            Files.createDirectories(directory.resolve("data"));
            Files.createDirectories(directory.resolve("logs"));
            Files.createDirectories(directory.resolve("run"));
            Files.createDirectories(startCache());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory, e);
        }
    }

    /// What the supervisor of this home last wrote; it may be dead since.
    public Optional<PlatformState> readState() {
        try {
            return Files.exists(state())
                    ? Optional.of(JSON.readValue(state().toFile(), PlatformState.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + state(), e);
        }
    }

    /// Replaces the state in one step, so that a reader never sees half of it.
    public void writeState(PlatformState state) {
        try {
            Path next = state().resolveSibling("state.json.new");
            JSON.writeValue(next.toFile(), state);
            Files.move(next, state(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + state(), e);
        }
    }

    private Path state() {
        return directory.resolve("run").resolve("state.json");
    }
}
