package io.minimlops.gateway.deployment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Whether a deployment can answer at once.
public enum ScalingState {
    WARM,
    /// Its versions are being loaded for those who wait.
    WARMING,
    COLD;

    static ScalingState of(Activity activity, boolean isCold) {
        if (activity.room().isWarming()) {
            return WARMING;
        }
        return isCold ? COLD : WARM;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
