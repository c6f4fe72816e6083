package io.minimlops.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.gateway.runtime.ModelRuntime;
import io.minimlops.gateway.runtime.OnnxRuntime;
import io.minimlops.gateway.runtime.RuntimeConfig;
import io.minimlops.gateway.runtime.Runtimes;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.xgboost.XgboostRuntime;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Loads versions from files in memory, with the service's own defaults and no server.
public final class Versions implements ModelStore {

    private final Map<String, byte[]> objects = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private final List<ModelRuntime> runtimes = new ArrayList<>();

    Versions(Path directory) {
        settings.put("mlops.gateway.model.data-dir", directory.toString());
    }

    Versions with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /// Besides those of the service.
    Versions with(ModelRuntime runtime) {
        runtimes.add(runtime);
        return this;
    }

    LoadedVersion load(String name, byte[] content) throws LoadFailed {
        return load(Map.of(name, content));
    }

    LoadedVersion load(Map<String, byte[]> files) throws LoadFailed {
        return loader(config()).load(manifest(files), new ServingStats(), new LoadClock());
    }

    /// Every version of every model is the same small one, under its own name.
    public static VersionShelf shelfOfAny(Path directory) {
        Versions versions = new Versions(directory);
        Manifest one = versions.manifest(Map.of("model.onnx", OnnxModel.logistic(0, 1)));
        return versions.shelf(
                id ->
                        new Manifest(
                                id.model(),
                                id.version(),
                                one.bucket(),
                                one.prefix(),
                                one.digest(),
                                one.files()));
    }

    VersionShelf shelf(ManifestSource manifests) {
        SmallRyeConfig config = config();
        return new VersionShelf(
                config.getConfigMapping(ModelConfig.class), manifests, loader(config));
    }

    private SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(ModelConfig.class)
                .withMapping(BatchConfig.class)
                .withMapping(RuntimeConfig.class)
                .withDefaultValues(settings)
                .build();
    }

    private VersionLoader loader(SmallRyeConfig config) {
        OnnxRuntime onnx = new OnnxRuntime(config.getConfigMapping(RuntimeConfig.class));
        List<ModelRuntime> all = new ArrayList<>(runtimes);
        all.add(onnx);
        all.add(new XgboostRuntime(onnx));
        return new VersionLoader(
                config.getConfigMapping(ModelConfig.class),
                config.getConfigMapping(BatchConfig.class),
                new Runtimes(all),
                this);
    }

    Manifest manifest(Map<String, byte[]> files) {
        List<Manifest.File> list = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(files)
                .forEach(
                        (path, content) -> {
                            String hash = hex(content);
                            objects.put(path, content);
                            list.add(new Manifest.File(path, content.length, hash));
                            lines.append(hash).append("  ").append(path).append('\n');
                        });
        return new Manifest("m", "1", "b", "", hex(lines.toString().getBytes(UTF_8)), list);
    }

    private static String hex(byte[] content) {
        return HexFormat.of().formatHex(Sha256.of(content));
    }

    @Override
    public InputStream open(String bucket, String key) throws DamagedVersion {
        byte[] content = objects.get(key);
        if (content == null) {
            throw new DamagedVersion(key + " does not exist");
        }
        return new ByteArrayInputStream(content);
    }
}
