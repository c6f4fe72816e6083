package io.minimlops.registry.model;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;

/// What a model may be called: something that can stand in `models:/<name>/<version>`.
final class ModelName {

    static final int MAX_LENGTH = 256;

    private ModelName() {}

    static String checked(String name) {
        if (name.isBlank()) {
            throw invalid(name, "it cannot be empty");
        }
        if (name.length() > MAX_LENGTH) {
            throw invalid(name.substring(0, 40) + "…", "it cannot be longer than " + MAX_LENGTH);
        }
        if (name.contains("/") || name.contains(":")) {
            throw invalid(name, "it cannot contain '/' or ':'");
        }
        if (name.equals(".") || name.equals("..")) {
            throw invalid(name, "it cannot be a path");
        }
        return name;
    }

    private static Refused invalid(String name, String why) {
        return new Refused(
                new InvalidValue("Invalid registered model name: '" + name + "', " + why + "."));
    }
}
