package io.minimlops.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {

    private static final PostgresLogin LOGIN = new PostgresLogin("mlops", "se'cret");

    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

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
    @Timeout(60)
    void postgresComesBackWhileWhatWasKilledIsGoing() throws Exception {
        try (PostgresServer server = postgres(directory, freePort());
                ExecutorService starter = Executors.newSingleThreadExecutor()) {
            server.start();
            ProcessHandle postmaster = server.process().orElseThrow();
            ProcessHandle child = postmaster.children().findFirst().orElseThrow();
            signal("STOP", child);
            postmaster.destroyForcibly();
            postmaster.onExit().join();
            Path log = Place.in(directory, server.port()).log();

            Future<?> started = starter.submit(server::start);
            while (!Files.readString(log).contains("pre-existing shared memory block")) {
                Thread.onSpinWait();
            }
            assertThat(started.isDone()).isFalse();
            child.destroyForcibly();

            started.get();
            assertThat(server.isRunning()).isTrue();
        }
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
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

    /// A signed body is held whole while its hash is checked, and all of these together are more
    /// than the heap. The hash is none of theirs, which the store cannot tell before.
    @Test
    void theStoreHoldsNoMoreUploadsThanItHasRoomFor() throws Exception {
        int uploads = 20;
        try (S3Server server = new S3Server(Place.in(directory, freePort()), "key", "secret");
                ExecutorService callers = Executors.newFixedThreadPool(uploads)) {
            server.start();

            List<Future<Integer>> statuses =
                    callers.invokeAll(Collections.nCopies(uploads, () -> upload(server, 32 << 20)));

            assertThat(statuses).allSatisfy(status -> assertThat(status.get()).isEqualTo(400));
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

    private static int upload(S3Server server, int bytes) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        server.endpoint().resolve("/bucket/key").toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(bytes);
        connection.setRequestProperty("x-amz-date", AMZ_DATE.format(Instant.now()));
        connection.setRequestProperty("x-amz-content-sha256", "0".repeat(64));
        connection.setRequestProperty(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/s3/aws4_request,"
                        + " SignedHeaders=host, Signature=0");
        byte[] piece = new byte[1 << 20];
        try (OutputStream body = connection.getOutputStream()) {
            for (int sent = 0; sent < bytes; sent += piece.length) {
                body.write(piece);
            }
        }
        return connection.getResponseCode();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
