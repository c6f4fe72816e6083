package io.minimlops.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.events.Envelope;
import io.minimlops.events.EventCodec;
import io.minimlops.events.ModelEvent.AliasMoved;
import io.minimlops.events.Topic;
import io.minimlops.events.TopicCreator;
import io.minimlops.testing.PlatformResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// A model of a unique name, registered as the real registry would: files in S3, a manifest,
/// aliases, events.
public final class Registered {

    /// One entity, one feature, one request column; the score is `4·delay + hour − 2`.
    public static final String FEATURES =
            """
            {"featureService":"flight_delay","label":"late","entities":["origin"],
             "columns":[{"name":"delays__late_share","source":"feature","ref":"delays:late_share"},
                        {"name":"hour","source":"request"}]}
            """;

    private static final String BUCKET = "mlops-artifacts";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static KafkaProducer<String, byte[]> producer;

    private final String name = "model-" + UUID.randomUUID().toString().substring(0, 8);
    private final TreeSet<String> versions = new TreeSet<>();
    private String champion;

    /// With one version, `1`, which answers as champion.
    public static Registered served(byte[] onnx) throws Exception {
        Registered model = new Registered().version("1", onnx).champion("1");
        Gateway.awaitChampion(model.name, "1");
        return model;
    }

    /// With two versions, of which the first, `1`, answers as champion.
    public static Registered served(byte[] first, byte[] second) throws Exception {
        Registered model = new Registered().version("1", first).version("2", second).champion("1");
        Gateway.awaitChampion(model.name, "1");
        return model;
    }

    /// As [#served]: three numbers to one probability, 0.5 for zeros.
    public static Registered plain() throws Exception {
        return served(OnnxModel.logistic(0, 1, 2, 3));
    }

    /// A model for all tests of a class: the present one, at first a [#plain] one.
    public static Registered orPlain(@Nullable Registered present) throws Exception {
        return present == null ? plain() : present;
    }

    public String name() {
        return name;
    }

    /// A version of a model fed by tensors.
    public Registered version(String version, byte[] onnx) throws Exception {
        return files(version, Map.of("model.onnx", onnx));
    }

    /// A version of a model whose features are looked up.
    public Registered featureVersion(String version, float bias) throws Exception {
        return files(
                version,
                Map.of(
                        "model.onnx", OnnxModel.logistic(bias, 4, 1),
                        "features.json", FEATURES.getBytes(UTF_8),
                        "MLmodel", "flavors:\n  onnx:\n    data: model.onnx\n".getBytes(UTF_8)));
    }

    public Registered files(String version, Map<String, byte[]> files) throws Exception {
        String prefix = "test/%s/%s/model/".formatted(name, version);
        Map<String, String> hashes = new TreeMap<>();
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("name", name).put("version", version);
        manifest.put("bucket", BUCKET).put("prefix", prefix);
        ArrayNode list = manifest.putArray("files");
        Bucket bucket = Bucket.named(BUCKET);
        for (Map.Entry<String, byte[]> file : new LinkedHashMap<>(files).entrySet()) {
            bucket.put(prefix + file.getKey(), file.getValue());
            String hash = sha256(file.getValue());
            hashes.put(file.getKey(), hash);
            list.addObject()
                    .put("path", file.getKey())
                    .put("size", file.getValue().length)
                    .put("sha256", hash);
        }
        StringBuilder lines = new StringBuilder();
        hashes.forEach((path, hash) -> lines.append(hash).append("  ").append(path).append('\n'));
        manifest.put("digest", sha256(lines.toString().getBytes(UTF_8)));
        registry(
                "/api/v1/models/%s/versions/%s/manifest".formatted(name, version),
                manifest.toString());
        versions.add(version);
        tellRegistry();
        return this;
    }

    /// Overwrites a file in the store behind the registry's back.
    public Registered damage(String version, String file) throws Exception {
        String key = "test/%s/%s/model/%s".formatted(name, version, file);
        Bucket.named(BUCKET).put(key, new byte[] {1, 2, 3});
        return this;
    }

    /// Moves `champion`, in the registry and by an event.
    public Registered champion(String version) throws Exception {
        String before = champion;
        championInRegistryOnly(version);
        AliasMoved moved =
                new AliasMoved(
                        name,
                        "champion",
                        AliasMoved.Kind.SET,
                        before,
                        version,
                        "test",
                        null,
                        Map.of(),
                        Instant.now());
        producer()
                .send(EventCodec.toRecord(Envelope.of(moved, "test", "test-" + name)))
                .get(10, TimeUnit.SECONDS);
        return this;
    }

    /// Moves `champion` as if the event had been lost.
    public Registered championInRegistryOnly(String version) throws Exception {
        champion = version;
        tellRegistry();
        return this;
    }

    /// The real registry creates its topic when it starts.
    private static synchronized KafkaProducer<String, byte[]> producer() throws Exception {
        if (producer == null) {
            Map<String, Object> settings =
                    Map.of("bootstrap.servers", PlatformResource.kafka().bootstrapServers());
            try (Admin admin = Admin.create(settings)) {
                TopicCreator.create(admin, List.of(Topic.MODELS), 3, (short) 1);
            }
            producer =
                    new KafkaProducer<>(
                            settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private void tellRegistry() throws Exception {
        ObjectNode model = JSON.createObjectNode().put("name", name);
        ArrayNode list = model.putArray("versions");
        versions.forEach(version -> list.addObject().put("version", version));
        ObjectNode aliases = model.putObject("aliases");
        if (champion != null) {
            aliases.put("champion", champion);
        }
        registry("/api/v1/models/" + name, model.toString());
    }

    private static void registry(String path, String body) throws Exception {
        send(config("mlops.registry.url") + path, body);
    }

    /// Takes a played peer down, or brings it back.
    public static void peer(String key, boolean up) throws Exception {
        send(config(key) + (up ? "/-/up" : "/-/down"), "");
    }

    private static void send(String address, String body) throws Exception {
        HttpResponse<Void> answer =
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(address))
                                .PUT(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(address + " answered " + answer.statusCode());
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    public static String config(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}
