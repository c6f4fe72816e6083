package io.minimlops.local.demo.killed;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.awaitility.Awaitility;

/// A model of two numbers with the versions 1, its champion, and 2; and a folder of artifacts.
/// Version 1 answers `σ(4·a − 2)` for the numbers a and b, version 2 `σ(4·b − 2)`.
final class TwoVersions {

    private static final String FIRST =
            """
            CAgSFG1pbmktbWxvcHMtZXhlcmNpc2VzOqYBChUKBWlucHV0CgF3EgFwIgZNYXRNdWwKDgoBcAoBYhIBcyIDQWRkChkKAXMSC3Byb2JhYmlsaXR5IgdTaWdt
            b2lkEgRnb29kKhMIAggBEAEiCAAAgEAAAAAAQgF3Kg0IARABIgQAAADAQgFiWhgKBWlucHV0Eg8KDQgBEgkKAxIBbgoCCAJiHgoLcHJvYmFiaWxpdHkSDwoN
            CAESCQoDEgFuCgIIAUIECgAQDQ==
            """;
    private static final String SECOND =
            """
            CAgSFG1pbmktbWxvcHMtZXhlcmNpc2VzOqcBChUKBWlucHV0CgF3EgFwIgZNYXRNdWwKDgoBcAoBYhIBcyIDQWRkChkKAXMSC3Byb2JhYmlsaXR5IgdTaWdt
            b2lkEgV3b3JzZSoTCAIIARABIggAAAAAAACAQEIBdyoNCAEQASIEAAAAwEIBYloYCgVpbnB1dBIPCg0IARIJCgMSAW4KAggCYh4KC3Byb2JhYmlsaXR5Eg8K
            DQgBEgkKAxIBbgoCCAFCBAoAEA0=
            """;

    private final String name = "killed-" + UUID.randomUUID().toString().substring(0, 8);
    private final PatientHttp http;
    private final String mlflow;
    private final String experiment;
    private final String folder;

    TwoVersions(PatientHttp http, int portOffset) throws IOException, InterruptedException {
        this.http = http;
        this.mlflow = Part.EXPERIMENT_TRACKER.address(portOffset) + "/api/2.0/mlflow";
        this.experiment =
                post("experiments/create", "{\"name\":\"%s\"}").path("experiment_id").asText();
        post("registered-models/create", "{\"name\":\"%s\"}");
        this.folder = version(FIRST);
        version(SECOND);
        post(
                "registered-models/alias",
                "{\"name\":\"%s\",\"alias\":\"champion\",\"version\":\"1\"}");
        String ready = Part.INFERENCE_GATEWAY.address(portOffset) + "/v2/models/" + name + "/ready";
        Awaitility.await("the champion is served")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> http.get(ready).path("ready").asBoolean());
    }

    private String version(String base64) throws IOException, InterruptedException {
        String run =
                http.send(
                                "POST",
                                mlflow + "/runs/create",
                                "{\"experiment_id\":\"%s\",\"start_time\":1}".formatted(experiment))
                        .at("/run/info/run_id")
                        .asText();
        String artifacts = experiment + "/" + run + "/artifacts";
        http.write(
                artifact(artifacts + "/model/model.onnx"), Base64.getMimeDecoder().decode(base64));
        post(
                "model-versions/create",
                "{\"name\":\"%s\",\"source\":\"mlflow-artifacts:/" + artifacts + "/model\"}");
        return artifacts;
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return http.send("POST", mlflow + "/" + path, body.formatted(name));
    }

    String name() {
        return name;
    }

    /// Where artifacts lie, in the bucket `mlops-artifacts`.
    String folder() {
        return folder;
    }

    /// Where an artifact is read and written over HTTP.
    String artifact(String key) {
        return mlflow + "-artifacts/artifacts/" + key;
    }

    /// Where artifacts below a key are listed.
    String listing(String key) {
        return mlflow + "-artifacts/artifacts?path=" + key;
    }
}
