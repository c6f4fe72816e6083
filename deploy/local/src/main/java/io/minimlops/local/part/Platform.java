package io.minimlops.local.part;

import io.minimlops.embedded.KafkaServer;
import io.minimlops.embedded.Place;
import io.minimlops.embedded.PostgresLogin;
import io.minimlops.embedded.PostgresServer;
import io.minimlops.embedded.S3Server;
import io.minimlops.embedded.Server;
import io.minimlops.local.home.Home;
import io.minimlops.local.home.Secrets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All the parts of one platform, ready to be run.
///
/// @param checkout where the services were built
public record Platform(Home home, int portOffset, Path checkout) {

    public List<Component> servers(Secrets secrets) {
        return Part.servers().stream()
                .<Component>map(it -> new ServerComponent(it, server(it, secrets)))
                .toList();
    }

    public List<Component> services(Secrets secrets) {
        return Part.services().stream().<Component>map(it -> service(it, secrets)).toList();
    }

    /// Takes what was built last; to be done while nothing of this platform runs.
    public void install(List<Part> services) {
        installation().renew(services);
    }

    /// The launcher's class path, independent of the checkout.
    public String installedClasspath() {
        return installation().classpath(System.getProperty("java.class.path"));
    }

    private Installation installation() {
        return new Installation(home.installation(), checkout);
    }

    /// The services that have not been built.
    public List<Part> unbuilt() {
        return Part.services().stream()
                .filter(it -> !Files.exists(installation().built(it).resolve("quarkus-run.jar")))
                .toList();
    }

    /// Where everything is, as variables that every service understands, and the databases one by
    /// one.
    public Map<String, String> addresses() {
        Map<String, String> variables = new LinkedHashMap<>(sharedAddresses());
        Part.services().stream()
                .filter(Part::hasDatabase)
                .forEach(it -> variables.put("MLOPS_JDBC_" + it.variable(), jdbcUrl(it)));
        return variables;
    }

    private Map<String, String> sharedAddresses() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", Part.KAFKA.address(portOffset));
        variables.put("MLOPS_S3_ENDPOINT", Part.S3.address(portOffset));
        variables.put("MLOPS_S3_REGION", "us-east-1");
        Part.services()
                .forEach(
                        it ->
                                variables.put(
                                        "MLOPS_" + it.variable() + "_URL", it.address(portOffset)));
        return variables;
    }

    private String jdbcUrl(Part service) {
        return "jdbc:postgresql://" + Part.POSTGRES.address(portOffset) + "/" + service.shortName();
    }

    private Server server(Part part, Secrets secrets) {
        Place place =
                new Place(home.data(part.label()), home.log(part.label()), part.port(portOffset));
        return switch (part) {
            case POSTGRES ->
                    new PostgresServer(
                            place,
                            home.programs(),
                            new PostgresLogin(Secrets.POSTGRES_USER, secrets.postgresPassword()),
                            Part.services().stream()
                                    .filter(Part::hasDatabase)
                                    .map(Part::shortName)
                                    .toList());
            case KAFKA -> new KafkaServer(place, part.ports(portOffset).getLast());
            case S3 -> new S3Server(place, secrets.s3AccessKey(), secrets.s3SecretKey());
            case EXPERIMENT_TRACKER,
                    MODEL_REGISTRY,
                    FEATURE_STORE,
                    PIPELINE_ORCHESTRATOR,
                    INFERENCE_GATEWAY ->
                    throw new IllegalArgumentException(part + " is a service");
        };
    }

    private Component service(Part part, Secrets secrets) {
        Map<String, String> environment = new LinkedHashMap<>(secrets.variables());
        environment.putAll(sharedAddresses());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(part.port(portOffset)));
        if (part == Part.INFERENCE_GATEWAY) {
            environment.put("QUARKUS_GRPC_SERVER_PORT", String.valueOf(part.grpcPort(portOffset)));
            environment.put(
                    "MLOPS_GATEWAY_METRICS_PORT", String.valueOf(part.metricsPort(portOffset)));
        }
        if (part.hasDatabase()) {
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl(part));
        }
        if (part == Part.EXPERIMENT_TRACKER) {
            // Empty until ./mlops ui; the tracker looks again with every request.
            environment.put("MLOPS_TRACKER_UI_DIR", home.ui().resolve("current").toString());
        }
        // Arenas per thread would cost a service some 50 MB.
        environment.put("MALLOC_ARENA_MAX", "2");
        Path directory = home.data(part.label());
        ServiceJvm jvm =
                new ServiceJvm(
                        part,
                        installation().application(part),
                        home.startCache().resolve(part.label() + ".jsa"),
                        directory.resolve(ServiceComponent.TEMPORARY),
                        System.getenv());
        return new ServiceComponent(
                part,
                URI.create(part.address(portOffset) + "/q/health/ready"),
                directory,
                home.log(part.label()),
                jvm.command(),
                environment);
    }
}
