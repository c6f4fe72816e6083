package io.minimlops.testing;

import io.minimlops.embedded.KafkaServer;
import io.minimlops.embedded.PostgresServer;
import io.minimlops.embedded.S3Server;
import io.minimlops.embedded.Server;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Real PostgreSQL, Kafka and S3 under a Quarkus test: started once per test JVM on free ports,
/// left running until it ends. The database is named by the argument `database` or the system
/// property `mlops.test.database`; without either no PostgreSQL is started.
///
/// Every test class of a service names this resource in the same way, so that Quarkus boots once:
/// `@QuarkusTestResource(value = PlatformResource.class, initArgs = @ResourceArg(name = "database",
/// value = "tracker"))`.
///
/// A fault test stops a server and starts it again on the same port:
/// `PlatformResource.kafka().stop()`.
public final class PlatformResource implements QuarkusTestResourceLifecycleManager {

    private Optional<String> database = Optional.empty();

    public static PostgresServer postgres() {
        return TestServers.ofThisJvm().postgres();
    }

    public static KafkaServer kafka() {
        return TestServers.ofThisJvm().kafka();
    }

    public static S3Server s3() {
        return TestServers.ofThisJvm().s3();
    }

    @Override
    public void init(Map<String, String> arguments) {
        database =
                Optional.ofNullable(arguments.get("database"))
                        .or(() -> Optional.ofNullable(System.getProperty("mlops.test.database")));
    }

    @Override
    public Map<String, String> start() {
        TestServers servers = TestServers.withDatabase(database);
        List<Server> needed = new ArrayList<>(List.of(servers.kafka(), servers.s3()));
        database.ifPresent(it -> needed.add(servers.postgres()));
        CompletableFuture.allOf(
                        needed.stream()
                                .map(it -> CompletableFuture.runAsync(it::start))
                                .toArray(CompletableFuture[]::new))
                .join();
        return configuration(servers);
    }

    private Map<String, String> configuration(TestServers servers) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("kafka.bootstrap.servers", servers.kafka().bootstrapServers());
        configuration.put("mlops.s3.endpoint", servers.s3().endpoint().toString());
        configuration.put("mlops.s3.access-key", TestServers.ACCESS_KEY);
        configuration.put("mlops.s3.secret-key", TestServers.SECRET_KEY);
        configuration.put("mlops.s3.region", "us-east-1");
        database.ifPresent(
                it -> {
                    PostgresServer postgres = servers.postgres();
                    configuration.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(it));
                    configuration.put("quarkus.datasource.username", postgres.login().user());
                    configuration.put("quarkus.datasource.password", postgres.login().password());
                });
        return configuration;
    }

    /// Nothing: the servers serve the next boot in this JVM too and end with it.
    @Override
    public void stop() {}
}
