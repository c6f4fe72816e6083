package io.minimlops.tracker.dvc;

import io.minimlops.tracker.Refusal;
import java.util.regex.Pattern;

/// The name of a repository, which is also its folder in the bucket.
public record RepoName(String value) {

    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public RepoName {
        if (!FIT.matcher(value).matches()) {
            throw new Refusal.Invalid(
                    "'"
                            + value
                            + "' is no name for a repository: a letter or digit is expected, then"
                            + " up to 99 letters, digits, '.', '_' and '-'");
        }
    }

    String key(ObjectId object) {
        return folder() + object.key();
    }

    String folder() {
        return value + "/";
    }
}
