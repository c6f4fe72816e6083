package io.minimlops.registry.alias;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The wish to point an alias to a version.
public record SetAlias(
        @Nullable String version,
        @Nullable String actor,
        @Nullable String reason,
        @Nullable Map<String, String> evidence) {

    String versionOrRefuse() {
        return required("version", version);
    }

    Cause cause() {
        return new Cause(
                required("actor", actor), reason, evidence == null ? Map.of() : evidence, null);
    }

    static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new Refused(new InvalidValue("field '" + field + "' is required"));
        }
        return value;
    }
}
