package io.minimlops.registry.mlflow;

import io.minimlops.registry.version.VersionNumber;

/// Reads the parameter `version`.
final class WireVersionNumber {

    private WireVersionNumber() {}

    static int of(WireRequest request, String name) {
        String version = request.required("version");
        if (!version.matches("[-+]?\\d+")) {
            throw WireError.invalid(
                    "Parameter 'version' must be an integer, got '" + version + "'.");
        }
        return VersionNumber.parse(name, version);
    }
}
