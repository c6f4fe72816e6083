package io.minimlops.tracker.experiment;

import io.minimlops.tracker.Refusal;
import org.jspecify.annotations.Nullable;

/// Where an experiment's files go.
final class ArtifactLocation {

    private static final int LONGEST = 2048;

    private ArtifactLocation() {}

    /// The location the client asked for, or ours: files then travel through this server.
    static String of(long experimentId, @Nullable String wanted) {
        if (wanted == null || wanted.isBlank()) {
            return "mlflow-artifacts:/" + experimentId;
        }
        if (wanted.length() > LONGEST) {
            throw new Refusal.Invalid(
                    "'artifact_location' exceeds the maximum length of 2048 characters");
        }
        if (wanted.chars().anyMatch(c -> c == '#' || c == '?' || c == '\\' || c == '\0')
                || wanted.contains("..")) {
            throw new Refusal.Invalid("Invalid artifact location: '" + wanted + "'");
        }
        return wanted.endsWith("/") ? wanted.substring(0, wanted.length() - 1) : wanted;
    }
}
