package io.minimlops.tracker.dataset;

import io.minimlops.tracker.Refusal;
import java.util.regex.Pattern;

/// What a dataset is called, in paths and in `mlops-dataset:/<name>/<version>`.
record DatasetName(String value) {

    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,249}");

    DatasetName {
        if (!FIT.matcher(value).matches()) {
            throw new Refusal.Invalid(
                    "'"
                            + value
                            + "' is no name for a dataset: a letter or digit is expected, then up"
                            + " to 249 letters, digits, '.', '_' and '-'");
        }
    }
}
