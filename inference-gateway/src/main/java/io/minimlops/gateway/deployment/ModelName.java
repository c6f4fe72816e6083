package io.minimlops.gateway.deployment;

/// What a model may be called: one path segment that means nothing to a file system or a log.
public final class ModelName {

    private static final int LONGEST = 255;

    private ModelName() {}

    public static boolean isFit(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }
}
