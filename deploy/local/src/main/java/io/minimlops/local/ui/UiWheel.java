package io.minimlops.local.ui;

import io.minimlops.local.command.CommandFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The Python package of an MLflow release, which is a zip archive with the pages in one folder.
record UiWheel(Path file) {

    private static final Pattern NAME = Pattern.compile("mlflow-([0-9][0-9A-Za-z.]*)-.*\\.whl");
    private static final String PAGES = "mlflow/server/js/build/";
    private static final int MOST_FILES = 5_000;
    private static final long MOST_BYTES = 500L * 1024 * 1024;

    /// `mlflow-3.11.1-py3-none-any.whl` is of release 3.11.1.
    static String version(String fileName) {
        Matcher name = NAME.matcher(fileName);
        if (!name.matches()) {
            throw new CommandFailed(
                    fileName + " is not named as MLflow's package: mlflow-<version>-….whl");
        }
        return name.group(1);
    }

    /// @throws CommandFailed when it is not the one that is expected
    void verify(String sha256) {
        String actual = sha256();
        if (!actual.equals(sha256)) {
            throw new CommandFailed(
                    "%s is not the package that was published: its SHA-256 is %s, expected %s."
                            .formatted(file, actual, sha256));
        }
    }

    /// Writes the pages, and nothing else of the package.
    ///
    /// @param target an empty folder
    void unpackTo(Path target) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> pages =
                    zip.stream()
                            .filter(it -> it.getName().startsWith(PAGES) && !it.isDirectory())
                            .toList();
            if (pages.size() > MOST_FILES) {
                throw new CommandFailed(file + " holds too many files: " + pages.size());
            }
            long left = MOST_BYTES;
            for (ZipEntry page : pages) {
                left -= write(zip, page, place(target, page), left);
            }
        } catch (ZipException e) {
            throw new CommandFailed(file + " is no Python package: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailed("Cannot unpack " + file + ": " + e);
        }
        if (!Files.isRegularFile(target.resolve("index.html"))) {
            throw new CommandFailed(file + " holds no user interface (" + PAGES + ").");
        }
    }

    private Path place(Path target, ZipEntry page) {
        Path place = target.resolve(page.getName().substring(PAGES.length())).normalize();
        if (!place.startsWith(target) || place.equals(target)) {
            throw new CommandFailed(
                    "%s is refused: its file '%s' would be written elsewhere."
                            .formatted(file, page.getName()));
        }
        return place;
    }

    private long write(ZipFile zip, ZipEntry page, Path place, long most) throws IOException {
        Files.createDirectories(place.getParent());
        try (InputStream content = zip.getInputStream(page);
                var out = Files.newOutputStream(place)) {
            byte[] chunk = new byte[64 * 1024];
            long written = 0;
            for (int count = content.read(chunk); count >= 0; count = content.read(chunk)) {
                written += count;
                if (written > most) {
                    throw new CommandFailed(file + " is refused: it unpacks to too much.");
                }
                out.write(chunk, 0, count);
            }
            return written;
        }
    }

    private String sha256() {
        try (DigestInputStream content =
                new DigestInputStream(
                        Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (IOException e) {
            throw new CommandFailed("Cannot read " + file + ": " + e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
