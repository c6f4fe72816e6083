package io.minimlops.registry.alias;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import java.util.regex.Pattern;

/// What an alias may be called.
final class AliasName {

    static final int MAX_LENGTH = 255;

    private static final Pattern ALLOWED =
            Pattern.compile("[\\w\\-]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LIKE_A_VERSION = Pattern.compile("[vV]\\d+");

    private AliasName() {}

    static String checked(String alias) {
        if (alias.length() > MAX_LENGTH) {
            throw invalid(
                    "Registered model alias name is longer than " + MAX_LENGTH + " characters");
        }
        if (!ALLOWED.matcher(alias).matches()) {
            throw invalid(
                    "Invalid alias name: '"
                            + alias
                            + "'. Names may only contain alphanumerics, underscores (_) and dashes (-).");
        }
        if (alias.equalsIgnoreCase("latest")) {
            throw invalid("'latest' alias name (case insensitive) is reserved.");
        }
        if (LIKE_A_VERSION.matcher(alias).matches()) {
            throw invalid("Version alias name '" + alias + "' is reserved.");
        }
        return alias;
    }

    private static Refused invalid(String detail) {
        return new Refused(new InvalidValue(detail));
    }
}
