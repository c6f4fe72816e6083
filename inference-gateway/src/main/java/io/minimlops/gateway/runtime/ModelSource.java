package io.minimlops.gateway.runtime;

import java.nio.file.Path;
import java.util.Map;

/// One form in which a version's files hold its model.
///
/// @param flavour MLflow's word for it, for example `onnx`
/// @param properties what `MLmodel` says besides, by MLflow's names
public record ModelSource(String flavour, Path file, Map<String, String> properties) {

    public ModelSource {
        properties = Map.copyOf(properties);
    }

    public String property(String name) {
        return properties.getOrDefault(name, "");
    }
}
