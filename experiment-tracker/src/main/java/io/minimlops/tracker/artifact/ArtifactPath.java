package io.minimlops.tracker.artifact;

import io.minimlops.tracker.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A path inside the artifact store: relative, without `.` or `..`, whatever it was encoded as.
///
/// @param value without slashes at its ends; empty for the root
public record ArtifactPath(String value) {

    public static final ArtifactPath ROOT = new ArtifactPath("");

    /// Bytes; the key of an S3 object has at most 1024, and stores add to it while it is written.
    private static final int LONGEST = 900;

    /// Bytes; stores that keep files on disk have 255 for a name and what they add to it.
    private static final int LONGEST_SEGMENT = 200;

    private static final Pattern DRIVE_OR_SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.\\-]*:.*");

    /// A path as a client sent it, percent-decoded once by the HTTP layer.
    ///
    /// Some clients and proxies encode twice, and so do attackers: what any number of decodings
    /// would turn it into must be harmless too.
    public static ArtifactPath of(@Nullable String sent) {
        if (sent == null || sent.isEmpty()) {
            return ROOT;
        }
        String current = sent;
        refuseUnsafe(sent, current);
        for (String decoded = decode(current);
                !decoded.equals(current);
                decoded = decode(current)) {
            current = decoded;
            refuseUnsafe(sent, current);
        }
        return new ArtifactPath(normal(sent));
    }

    public ArtifactPath resolve(ArtifactPath child) {
        if (value.isEmpty()) {
            return child;
        }
        return child.value.isEmpty() ? this : new ArtifactPath(value + "/" + child.value);
    }

    /// The last segment.
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /// Without the last segment.
    public ArtifactPath parent() {
        int slash = value.lastIndexOf('/');
        return slash < 0 ? ROOT : new ArtifactPath(value.substring(0, slash));
    }

    public boolean isRoot() {
        return value.isEmpty();
    }

    /// What every object below this path begins with.
    public String prefix() {
        return value.isEmpty() ? "" : value + "/";
    }

    private static void refuseUnsafe(String sent, String path) {
        boolean unsafe =
                path.startsWith("/")
                        || path.indexOf('\\') >= 0
                        || path.indexOf('#') >= 0
                        || path.indexOf('\0') >= 0
                        || path.getBytes(StandardCharsets.UTF_8).length > LONGEST
                        || DRIVE_OR_SCHEME.matcher(path).matches()
                        || hasUnfitSegment(path);
        if (unsafe) {
            throw new Refusal.Invalid("Invalid path: " + sent);
        }
    }

    private static boolean hasUnfitSegment(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")
                    || segment.equals(".")
                    || segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
                return true;
            }
        }
        return false;
    }

    /// Doubled and trailing slashes mean nothing.
    private static String normal(String path) {
        return path.replaceAll("/{2,}", "/").replaceAll("/$", "");
    }

    private static String decode(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
