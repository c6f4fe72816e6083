package io.minimlops.gateway.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/// A model as the registry lists it.
///
/// @param aliases version by alias
@JsonIgnoreProperties(ignoreUnknown = true)
public record RegisteredModel(String name, List<Version> versions, Map<String, String> aliases) {

    public RegisteredModel {
        versions = versions == null ? List.of() : List.copyOf(versions);
        aliases = aliases == null ? Map.of() : Map.copyOf(aliases);
    }

    /// One of its versions.
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Version(String version) {}
}
