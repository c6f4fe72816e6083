package io.minimlops.tracker.dataset;

import io.minimlops.tracker.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A file of a dataset.
///
/// @param path relative, with slashes
/// @param md5 32 hexadecimal digits; DVC's name of the content
/// @param sha256 64 hexadecimal digits; what counts when contents are compared
/// @param size in bytes
public record ManifestFile(String path, String md5, String sha256, long size) {

    private static final int LONGEST_PATH = 1024;
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ManifestFile {
        if (leadsElsewhere(path)) {
            throw unfit(path, "a relative path without '.', '..' and empty parts is expected");
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH || path.contains("\0")) {
            throw unfit(path, "a path has at most " + LONGEST_PATH + " bytes and no U+0000");
        }
        if (!MD5.matcher(md5).matches()) {
            throw unfit(path, "md5: 32 lowercase hexadecimal digits are expected");
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw unfit(path, "sha256: 64 lowercase hexadecimal digits are expected");
        }
        if (size < 0) {
            throw unfit(path, "size: bytes are expected, got " + size);
        }
    }

    private static boolean leadsElsewhere(String path) {
        return Arrays.stream(path.split("/", -1))
                .anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    private static Refusal.Invalid unfit(String path, String why) {
        String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
        return new Refusal.Invalid("The file '" + shown + "' of the manifest: " + why);
    }
}
