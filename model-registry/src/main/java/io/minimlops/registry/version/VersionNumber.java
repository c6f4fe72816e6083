package io.minimlops.registry.version;

import io.minimlops.registry.Refusal.VersionNotFound;
import io.minimlops.registry.Refused;

/// Reads a version's number as clients write it.
public final class VersionNumber {

    private VersionNumber() {}

    /// @throws Refused with `VersionNotFound` for what no version can be called
    public static int parse(String model, String version) {
        if (!version.matches("\\d{1,9}")) {
            throw new Refused(new VersionNotFound(model, version));
        }
        return Integer.parseInt(version);
    }
}
