package io.minimlops.outbox;

import io.minimlops.embedded.Directories;
import io.minimlops.embedded.KafkaServer;
import io.minimlops.embedded.Place;
import io.minimlops.embedded.PostgresLogin;
import io.minimlops.embedded.PostgresServer;
import io.minimlops.embedded.Server;
import io.minimlops.outbox.RelaySession.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/// PostgreSQL and Kafka for all tests of this JVM, and a fresh database with the outbox's table for
/// each test.
record Servers(PostgresServer postgres, KafkaServer kafka) {

    private static final PostgresLogin LOGIN = new PostgresLogin("mlops", "mlops-test");
    private static Servers running;

    static synchronized Servers running() {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private static Servers start() {
        try {
            Path directory = Files.createTempDirectory("mini-mlops-outbox");
            Path programs =
                    Path.of(
                            System.getProperty("java.io.tmpdir"),
                            "mini-mlops-" + System.getProperty("user.name"));
            Servers servers =
                    new Servers(
                            new PostgresServer(
                                    Place.in(directory.resolve("postgres"), freePort()),
                                    programs,
                                    LOGIN,
                                    List.of()),
                            new KafkaServer(
                                    Place.in(directory.resolve("kafka"), freePort()), freePort()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(servers, directory)));
            servers.postgres.start();
            servers.kafka.start();
            return servers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Servers servers, Path directory) {
        Stream.of(servers.postgres, servers.kafka).forEach(Server::kill);
        Directories.delete(directory);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Database newDatabase(String name) throws SQLException, IOException {
        try (Connection connection =
                        connect(
                                new Database(
                                        postgres.jdbcUrl("postgres"),
                                        LOGIN.user(),
                                        LOGIN.password()));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        Database database = new Database(postgres.jdbcUrl(name), LOGIN.user(), LOGIN.password());
        migrate(database);
        return database;
    }

    /// What Flyway does with the script in a service.
    static void migrate(Database database) throws SQLException, IOException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                var script = Servers.class.getResourceAsStream("/db/outbox/R__outbox.sql")) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
