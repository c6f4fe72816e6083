package io.minimlops.features.feast;

import io.minimlops.features.definition.Definitions;

/// A refusal that Feast's own client turns into the exception of that class.
/// Mistakes of the caller are 4xx here, where Feast's server says 500, because the client would
/// repeat a 500 three times and then lose the message.
final class FeastError extends RuntimeException {

    private final int status;
    private final String type;

    FeastError(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    int status() {
        return status;
    }

    /// The class in Python's `feast.errors`.
    String type() {
        return type;
    }

    static FeastError badRequest(String message) {
        return new FeastError(400, "FeastError", message);
    }

    static FeastError viewNotFound(String name, Definitions definitions) {
        return new FeastError(
                404,
                "FeatureViewNotFoundException",
                "Feature view %s does not exist in project %s"
                        .formatted(name, definitions.projectName()));
    }

    static FeastError serviceNotFound(String name, Definitions definitions) {
        return new FeastError(
                404,
                "FeatureServiceNotFoundException",
                "Feature service %s does not exist in project %s"
                        .formatted(name, definitions.projectName()));
    }

    static FeastError pushSourceNotFound(String name) {
        return new FeastError(
                422, "PushSourceNotFoundException", "Unable to find push source '" + name + "'.");
    }

    static FeastError collision(String names, boolean fullFeatureNames) {
        return new FeastError(
                400,
                "FeatureNameCollisionError",
                fullFeatureNames
                        ? "Duplicate features named "
                                + names
                                + " found.\nTo resolve this"
                                + " collision, please ensure that the feature views or their own"
                                + " features have different names. If you're intentionally joining"
                                + " the same feature view twice on different sets of entities,"
                                + " please rename one of the feature views with '.with_name'."
                        : "Duplicate features named "
                                + names
                                + " found.\nTo resolve this"
                                + " collision, either use the full feature name by setting"
                                + " 'full_feature_names=True', or ensure that the features in"
                                + " question have different names.");
    }
}
