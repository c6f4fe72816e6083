package io.minimlops.gateway.model;

import java.util.Comparator;

/// Versions count up: `9` is older than `10`. What is no number sorts after, by letters.
public final class VersionOrder {

    public static final Comparator<String> OLDEST_FIRST =
            Comparator.comparingLong(VersionOrder::number).thenComparing(Comparator.naturalOrder());

    /// By model, then from the oldest version to the newest.
    public static final Comparator<VersionId> BY_NAME =
            Comparator.comparing(VersionId::model).thenComparing(VersionId::version, OLDEST_FIRST);

    private VersionOrder() {}

    private static long number(String version) {
        return version.matches("\\d{1,18}") ? Long.parseLong(version) : Long.MAX_VALUE;
    }
}
