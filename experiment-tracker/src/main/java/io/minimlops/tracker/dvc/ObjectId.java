package io.minimlops.tracker.dvc;

import io.minimlops.tracker.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An object's name: the MD5 of its content, and whether it is a directory.
///
/// @param md5 the 128 bits of it
public record ObjectId(Layout layout, UUID md5, boolean isDir) {

    private static final String SUFFIX = ".dir";
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{32})(\\.dir)?");
    private static final Pattern KEY =
            Pattern.compile("(files/md5/)?([0-9a-f]{2})/([0-9a-f]{30}(?:\\.dir)?)");

    /// @param name 32 lowercase hexadecimal digits, `.dir` after them for a directory
    public static ObjectId of(Layout layout, String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new Refusal.Invalid(
                    "'"
                            + name
                            + "' is no object's id: 32 lowercase hexadecimal digits are expected,"
                            + " with '.dir' after them for a directory");
        }
        return new ObjectId(layout, uuid(parts.group(1)), parts.group(2) != null);
    }

    /// The object at a key below a repository's folder, if it is one's.
    static Optional<ObjectId> atKey(String key) {
        Matcher parts = KEY.matcher(key);
        return parts.matches()
                ? Optional.of(
                        of(
                                parts.group(1) == null ? Layout.V2 : Layout.V3,
                                parts.group(2) + parts.group(3)))
                : Optional.empty();
    }

    /// Where the object lies below a repository's folder.
    String key() {
        String hex = hex(md5);
        return layout.folder() + hex.substring(0, 2) + "/" + name().substring(2);
    }

    /// The MD5 in hexadecimal, `.dir` after it for a directory.
    public String name() {
        return isDir ? hex(md5) + SUFFIX : hex(md5);
    }

    /// 32 hexadecimal digits as 128 bits.
    public static UUID uuid(String hex) {
        return new UUID(
                Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    public static String hex(UUID md5) {
        return md5.toString().replace("-", "").toLowerCase(Locale.ROOT);
    }
}
