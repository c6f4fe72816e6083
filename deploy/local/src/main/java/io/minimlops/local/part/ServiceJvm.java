package io.minimlops.local.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The command line of a service. Two environment variables change it: `MLOPS_HEAP_<SERVICE>`, as
/// `-Xmx` takes it, and `MLOPS_JAVA_OPTS_<SERVICE>`, for example `MLOPS_HEAP_FEATURES=512m`.
///
/// @param archive of loaded classes, written when the service first ends and used from then on
/// @param temporary its folder for temporary files, which no other platform shares
record ServiceJvm(
        Part part, Path application, Path archive, Path temporary, Map<String, String> settings) {

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx" + heap(),
                        "-Xss512k",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:TieredStopAtLevel=" + (isHot() ? 4 : 1),
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Djava.io.tmpdir=" + temporary,
                        "-Xlog:disable",
                        "-Xlog:all=error,cds=off,aot=off:stderr",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        String more = settings.getOrDefault("MLOPS_JAVA_OPTS_" + part.variable(), "").strip();
        if (!more.isEmpty()) {
            command.addAll(List.of(more.split("\\s+")));
        }
        command.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
        return command;
    }

    /// Whether requests are so many that the second compiler pays. Without it a service is ready
    /// for half the processor time.
    private boolean isHot() {
        return switch (part) {
            case EXPERIMENT_TRACKER, FEATURE_STORE, INFERENCE_GATEWAY -> true;
            case POSTGRES, KAFKA, S3, MODEL_REGISTRY, PIPELINE_ORCHESTRATOR -> false;
        };
    }

    private String heap() {
        String standard =
                switch (part) {
                    case FEATURE_STORE -> "256m";
                    case PIPELINE_ORCHESTRATOR -> "320m";
                    case EXPERIMENT_TRACKER, INFERENCE_GATEWAY -> "192m";
                    case POSTGRES, KAFKA, S3, MODEL_REGISTRY -> "128m";
                };
        return settings.getOrDefault("MLOPS_HEAP_" + part.variable(), standard)
                .toLowerCase(Locale.ROOT);
    }
}
