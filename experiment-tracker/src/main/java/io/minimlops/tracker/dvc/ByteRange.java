package io.minimlops.tracker.dvc;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A part of a content that is there, as RFC 9110 asks for it.
///
/// @param offset of the first byte
/// @param length in bytes, at least 1
record ByteRange(long offset, long length) {

    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// What the header asks for; nothing when there is none, or one that is to be ignored: several
    /// ranges, other units, nonsense.
    ///
    /// @throws NotSatisfiable when it begins after the end
    static Optional<ByteRange> of(@Nullable String header, long size) throws NotSatisfiable {
        Matcher range = SINGLE.matcher(header == null ? "" : header.replace(" ", ""));
        if (!range.matches() || (range.group(1) + range.group(2)).isEmpty()) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            return Optional.of(last(Long.parseLong(range.group(2)), size));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (last < first) {
            return Optional.empty();
        }
        if (first >= size) {
            throw new NotSatisfiable();
        }
        return Optional.of(new ByteRange(first, Math.min(last, size - 1) - first + 1));
    }

    private static ByteRange last(long length, long size) throws NotSatisfiable {
        if (length == 0 || size == 0) {
            throw new NotSatisfiable();
        }
        long kept = Math.min(length, size);
        return new ByteRange(size - kept, kept);
    }

    /// As `Content-Range` says it.
    String describe(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }

    /// There is no such part.
    static final class NotSatisfiable extends Exception {}
}
