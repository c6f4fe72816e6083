package io.minimlops.tracker.dataset;

import io.minimlops.tracker.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names a version of a dataset.
public record VersionId(String name, int version) {

    private static final Pattern TEXT = Pattern.compile("(?:mlops-dataset:/+)?([^/]+)/(\\d{1,9})");

    /// @param text `<name>/<version>`, with or without `mlops-dataset:/` before it
    static VersionId of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new Refusal.Invalid(
                    "'" + text + "' names no dataset's version: <name>/<version> is expected");
        }
        return new VersionId(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
