package io.minimlops.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// PostgreSQL with its durability on (`fsync`, `synchronous_commit`) and password authentication.
/// Found running on its port, for instance after its starter was killed, it is adopted; found
/// running on another port, it is moved.
///
/// @see OrdinaryUser for how it runs as root
public final class PostgresServer implements Server {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Place place;
    private final PostgresLogin login;
    private final List<String> databases;
    private final PostgresPrograms programs;

    /// @param binaries  where the programs are unpacked once; may be shared by servers
    /// @param databases created at start when missing
    public PostgresServer(Place place, Path binaries, PostgresLogin login, List<String> databases) {
        this.place = place;
        this.login = login;
        this.databases = List.copyOf(databases);
        this.programs = new PostgresPrograms(binaries, place);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    public PostgresLogin login() {
        return login;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return place.port();
    }

    @Override
    public void start() {
        Optional<Postmaster> running = postmaster();
        if (running.isPresent() && running.get().port() != port()) {
            programs.stop(data());
            running = Optional.empty();
        }
        if (running.isEmpty()) {
            launch();
        }
        awaitReady();
        createDatabases();
    }

    @Override
    public void stop() {
        if (isRunning()) {
            programs.stop(data());
        }
    }

    @Override
    public void kill() {
        process()
                .ifPresent(
                        it -> {
                            List<ProcessHandle> children = it.children().toList();
                            it.destroyForcibly();
                            children.forEach(ProcessHandle::destroyForcibly);
                            it.onExit().join();
                        });
    }

    @Override
    public Optional<ProcessHandle> process() {
        return postmaster().map(Postmaster::process);
    }

    private Optional<Postmaster> postmaster() {
        return Postmaster.of(data());
    }

    private void launch() {
        try {
            Files.createDirectories(place.directory());
            Files.createDirectories(place.log().toAbsolutePath().getParent());
            if (!Files.exists(data().resolve("PG_VERSION"))) {
                Path fresh = place.directory().resolve("data.new");
                Directories.delete(fresh);
                programs.initialize(fresh, login);
                Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
            }
            programs.launch(data(), port());
        } catch (IOException e) {
            throw new ServerFailed("Cannot start postgres", e);
        }
    }

    private void awaitReady() {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try (Connection connection = connect()) {
                return;
            } catch (SQLException e) {
                boolean refused = "28P01".equals(e.getSQLState());
                if (programs.hasMetRemains()) {
                    launch();
                }
                if (refused || Instant.now().isAfter(limit) || programs.hasEnded()) {
                    throw ServerFailed.withLog(
                            "postgres did not become ready (" + e.getMessage() + "):", place.log());
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private void createDatabases() {
        try (Connection connection = connect();
                var exists =
                        connection.prepareStatement("select 1 from pg_database where datname = ?");
                var statement = connection.createStatement()) {
            for (String database : databases) {
                exists.setString(1, database);
                try (var rows = exists.executeQuery()) {
                    if (!rows.next()) {
                        statement.execute(
                                "create database " + statement.enquoteIdentifier(database, true));
                    }
                }
            }
        } catch (SQLException e) {
            throw new ServerFailed("Cannot create the databases " + databases, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), login.user(), login.password());
    }

    private Path data() {
        return place.directory().resolve("data");
    }
}
