package io.minimlops.registry.version;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import java.net.URLDecoder;
import java.util.Arrays;

/// Refuses sources that climb out of where they say they are, however often they are encoded.
final class SourcePath {

    private static final int MAX_LENGTH = 2048;
    private static final int MAX_ENCODINGS = 10;

    private SourcePath() {}

    static void refuseEscapes(String source) {
        if (source.length() > MAX_LENGTH) {
            throw invalid(source.substring(0, 40) + "…");
        }
        String decoded = source;
        for (int i = 0; i < MAX_ENCODINGS; i++) {
            if (climbs(decoded)) {
                throw invalid(source);
            }
            String further = decode(source, decoded);
            if (further.equals(decoded)) {
                return;
            }
            decoded = further;
        }
        throw invalid(source);
    }

    private static boolean climbs(String path) {
        return path.contains("#")
                || path.chars().anyMatch(Character::isISOControl)
                || Arrays.asList(path.split("[/\\\\:?]", -1)).contains("..");
    }

    private static String decode(String source, String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refused(new InvalidValue(message(source)), e);
        }
    }

    private static Refused invalid(String source) {
        return new Refused(new InvalidValue(message(source)));
    }

    private static String message(String source) {
        return "Invalid model version source: '" + source + "'";
    }
}
