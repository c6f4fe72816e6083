package io.minimlops.tracker.dvc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Content on its way into the bucket, hashed as it passes. Its end is reached only when it is what
/// its name says: otherwise the last read fails, and with it the upload, before anything shows.
final class CheckedContent extends FilterInputStream {

    private final ObjectId expected;
    private final MessageDigest md5 = Hashing.md5();
    private final MessageDigest sha256 = Hashing.sha256();
    private final List<Dos2UnixMd5> asText;
    private long size;
    private String sha256Hex = "";
    private @Nullable IOException failure;

    CheckedContent(InputStream content, ObjectId expected) {
        super(content);
        this.expected = expected;
        this.asText =
                expected.layout() == Layout.V2
                        ? List.of(new Dos2UnixMd5(true), new Dos2UnixMd5(false))
                        : List.of();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return readChecked(target, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private int readChecked(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            md5.update(target, offset, count);
            sha256.update(target, offset, count);
            asText.forEach(text -> text.update(target, offset, count));
            size += count;
        } else if (count < 0 && sha256Hex.isEmpty()) {
            refuseOther();
            sha256Hex = HexFormat.of().formatHex(sha256.digest());
        }
        return count;
    }

    /// Throws what was wrong with the content or its sender, if anything was: not to be mistaken
    /// for a failure of the store that read it.
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /// To its end, keeping nothing.
    void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    long size() {
        return size;
    }

    /// Known at the end.
    String sha256() {
        return sha256Hex;
    }

    private void refuseOther() throws DamagedContent {
        byte[] plain = md5.digest();
        byte[] named = HexFormat.of().parseHex(ObjectId.hex(expected.md5()));
        boolean fits =
                Stream.concat(Stream.of(plain), asText.stream().map(Dos2UnixMd5::digest))
                        .anyMatch(found -> Arrays.equals(found, named));
        if (!fits) {
            throw new DamagedContent(
                    "the content's MD5 is "
                            + HexFormat.of().formatHex(plain)
                            + ", its name says "
                            + ObjectId.hex(expected.md5()));
        }
    }

    /// The content is not what its name says.
    static final class DamagedContent extends IOException {
        DamagedContent(String message) {
            super(message);
        }
    }
}
