package io.minimlops.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {

    private static final PostgresLogin LOGIN = new PostgresLogin("mlops", "se'cret");

    @TempDir Path directory;

    @Test
    void postgresKeepsItsDataAndItsDurabilityThroughStopAndKill() throws Exception {
        Path spaced = directory.resolve("with space");
        try (PostgresServer server = postgres(spaced, freePort())) {
            server.start();
            try (Connection connection = connect(server, "tracker");
                    var statement = connection.createStatement()) {
                statement.execute("create table kept (id int); insert into kept values (7)");
                assertThat(single(connection, "show fsync")).isEqualTo("on");
                assertThat(single(connection, "show synchronous_commit")).isEqualTo("on");
            }
            server.stop();
            assertThat(server.isRunning()).isFalse();
            server.start();
            server.kill();
            assertThat(server.isRunning()).isFalse();

            server.start();

            try (Connection connection = connect(server, "tracker")) {
                assertThat(single(connection, "select id from kept")).isEqualTo("7");
            }
        }
    }

    @Test
    void postgresIsAdoptedOnItsPortAndMovedToAnother() throws Exception {
        PostgresServer first = postgres(directory, freePort());
        first.start();
        ProcessHandle process = first.process().orElseThrow();
        PostgresServer same = postgres(directory, first.port());
        same.start();
        assertThat(same.process()).contains(process);

        try (PostgresServer moved = postgres(directory, freePort())) {
            moved.start();

            assertThat(moved.process()).isPresent().get().isNotEqualTo(process);
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void postgresRefusesAWrongPassword() throws Exception {
        try (PostgresServer server = postgres(directory, freePort())) {
            server.start();

            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            server.jdbcUrl("tracker"), LOGIN.user(), "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void kafkaKeepsItsTopicsThroughStopAndKill() throws Exception {
        try (KafkaServer server = new KafkaServer(Place.in(directory, freePort()), freePort())) {
            server.start();
            try (Admin admin = admin(server)) {
                admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
            }
            server.stop();
            server.start();
            server.kill();

            server.start();

            try (Admin admin = admin(server)) {
                assertThat(admin.listTopics().names().get()).contains("kept");
            }
        }
    }

    @Test
    void theStoreRefusesAnUnsignedRequestAndComesBack() throws Exception {
        try (S3Server server = new S3Server(Place.in(directory, freePort()), "key", "secret")) {
            server.start();
            assertThat(status(server)).isEqualTo(403);
            server.kill();
            server.start();

            assertThat(status(server)).isEqualTo(403);
        }
    }

    @Test
    void aServerOnATakenPortFailsWithItsLog() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            S3Server server =
                    new S3Server(Place.in(directory, taken.getLocalPort()), "key", "secret");

            assertThatThrownBy(server::start)
                    .isInstanceOf(ServerFailed.class)
                    .hasMessageContaining("s3 ended while it started")
                    .hasMessageContaining("bind");
            assertThat(server.isRunning()).isFalse();
        }
    }

    private static PostgresServer postgres(Path directory, int port) {
        Path binaries = Path.of(System.getProperty("java.io.tmpdir"), "mini-mlops-embedded-test");
        return new PostgresServer(Place.in(directory, port), binaries, LOGIN, List.of("tracker"));
    }

    private static Connection connect(PostgresServer server, String database) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(database), LOGIN.user(), LOGIN.password());
    }

    private static String single(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Admin admin(KafkaServer server) {
        return Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()));
    }

    private static int status(S3Server server) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) server.endpoint().resolve("/bucket").toURL().openConnection();
        connection.setRequestMethod("PUT");
        return connection.getResponseCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
