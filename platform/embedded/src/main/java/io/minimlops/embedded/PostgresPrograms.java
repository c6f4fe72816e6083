package io.minimlops.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `initdb`, `postgres` and `pg_ctl`, which refuse to run as root.
///
/// @see OrdinaryUser
final class PostgresPrograms {

    private static final int PROGRAM_LIMIT_SECONDS = 90;

    private static final String REMAINS = "pre-existing shared memory block";

    private final Path binaries;
    private final Place place;
    private @Nullable Process launched;
    private long logBefore;

    PostgresPrograms(Path binaries, Place place) {
        this.binaries = binaries;
        this.place = place;
    }

    void initialize(Path data, PostgresLogin login) throws IOException {
        Path password = Files.createTempFile(place.directory(), "login", "");
        try {
            Files.writeString(password, login.password());
            run(
                    "initdb",
                    List.of(
                            "--pgdata=" + data,
                            "--username=" + login.user(),
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8"));
        } finally {
            Files.deleteIfExists(password);
        }
    }

    void launch(Path data, int port) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", "" + port));
        for (String setting :
                List.of(
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "max_connections=200",
                        "shared_buffers=128MB",
                        "wal_buffers=16MB",
                        "max_wal_size=2GB",
                        "checkpoint_timeout=15min",
                        "jit=off",
                        "log_timezone=UTC",
                        "timezone=UTC")) {
            arguments.addAll(List.of("-c", setting));
        }
        logBefore = Files.exists(place.log()) ? Files.size(place.log()) : 0;
        launched = command("postgres", arguments).start();
        launched.getOutputStream().close();
    }

    /// Whether the server launched here is gone again.
    boolean hasEnded() {
        return launched != null && !launched.isAlive();
    }

    /// Whether it ended because processes of one that was killed are not gone yet. They go by
    /// themselves, soon.
    boolean hasMetRemains() {
        if (!hasEnded()) {
            return false;
        }
        try (InputStream log = Files.newInputStream(place.log())) {
            log.skipNBytes(logBefore);
            return new String(log.readAllBytes(), StandardCharsets.UTF_8).contains(REMAINS);
        } catch (IOException e) {
            throw new ServerFailed("Cannot read " + place.log(), e);
        }
    }

    /// Ends the clients' sessions, writes a checkpoint and waits.
    void stop(Path data) {
        try {
            run("pg_ctl", List.of("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "60"));
        } catch (IOException e) {
            throw new ServerFailed("Cannot stop postgres", e);
        }
    }

    private void run(String program, List<String> arguments) throws IOException {
        Process process = command(program, arguments).start();
        try {
            if (!process.waitFor(PROGRAM_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (process.waitFor() != 0) {
                throw ServerFailed.withLog(program + " failed:", place.log());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerFailed("Interrupted while " + program + " ran", e);
        }
    }

    private ProcessBuilder command(String program, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        OrdinaryUser.prefix()
                                .orElseThrow(
                                        () ->
                                                new ServerFailed(
                                                        "PostgreSQL refuses to run as root, and"
                                                                + " neither unshare nor setpriv can"
                                                                + " change that here: run as an"
                                                                + " ordinary user")));
        Path home = PostgresBinaries.unpackedIn(binaries);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        return builder.directory(home.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(place.log().toFile()));
    }
}
