package io.minimlops.testing;

import io.minimlops.embedded.Directories;
import io.minimlops.embedded.KafkaServer;
import io.minimlops.embedded.Place;
import io.minimlops.embedded.PostgresLogin;
import io.minimlops.embedded.PostgresServer;
import io.minimlops.embedded.S3Server;
import io.minimlops.embedded.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The servers of this test JVM. Quarkus loads a test and its resources by several class loaders,
/// so what they share (where the servers are) is kept in system properties, and the servers are
/// only handles made from it.
record TestServers(PostgresServer postgres, KafkaServer kafka, S3Server s3) {

    static final String ACCESS_KEY = "mlops-test";
    static final String SECRET_KEY = "mlops-test-secret";

    private static final PostgresLogin LOGIN = new PostgresLogin("mlops", "mlops-test");
    private static final String DIRECTORY = "mlops.test.servers.directory";
    private static final String PORT = "mlops.test.servers.port.";
    private static final String DATABASE = "mlops.test.servers.database";

    static TestServers ofThisJvm() {
        return withDatabase(Optional.ofNullable(System.getProperty(DATABASE)));
    }

    static TestServers withDatabase(Optional<String> database) {
        database.ifPresent(it -> System.setProperty(DATABASE, it));
        Path directory = directory();
        Path programs =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "mini-mlops-" + System.getProperty("user.name"));
        return new TestServers(
                new PostgresServer(
                        Place.in(directory.resolve("postgres"), port("postgres")),
                        programs,
                        LOGIN,
                        database.map(List::of).orElse(List.of())),
                new KafkaServer(
                        Place.in(directory.resolve("kafka"), port("kafka")), port("controller")),
                new S3Server(
                        Place.in(directory.resolve("s3"), port("s3")), ACCESS_KEY, SECRET_KEY));
    }

    private static Path directory() {
        synchronized (System.getProperties()) {
            String known = System.getProperty(DIRECTORY);
            if (known != null) {
                return Path.of(known);
            }
            Path fresh = fresh();
            System.setProperty(DIRECTORY, fresh.toString());
            return fresh;
        }
    }

    private static Path fresh() {
        try {
            Path directory = Files.createTempDirectory("mini-mlops-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) {
        TestServers servers = ofThisJvm();
        Stream.of(servers.postgres, servers.kafka, servers.s3).forEach(Server::kill);
        Directories.delete(directory);
    }

    private static int port(String server) {
        synchronized (System.getProperties()) {
            String key = PORT + server;
            if (System.getProperty(key) == null) {
                System.setProperty(key, String.valueOf(freePort()));
            }
            return Integer.getInteger(key);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
