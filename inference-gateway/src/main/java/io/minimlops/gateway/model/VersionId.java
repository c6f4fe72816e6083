package io.minimlops.gateway.model;

/// A registered model's version.
public record VersionId(String model, String version) {

    @Override
    public String toString() {
        return model + " version " + version;
    }
}
