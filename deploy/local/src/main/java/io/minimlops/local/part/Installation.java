package io.minimlops.local.part;

import io.minimlops.embedded.Directories;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a platform runs, apart from the checkout, so that a build does no harm to what is running.
/// Files are linked where the disk allows it, so an installation costs next to nothing.
///
/// @param directory emptied by [#renew]
record Installation(Path directory, Path checkout) {

    private static final String LAUNCHER = "launcher";

    Path application(Part service) {
        return directory.resolve(service.label());
    }

    void renew(List<Part> services) {
        Directories.delete(directory);
        for (Part service : services) {
            link(built(service), application(service));
        }
    }

    Path built(Part service) {
        return checkout.resolve(service.label()).resolve("target").resolve("quarkus-app");
    }

    /// The same class path with what belongs to the checkout replaced by what is installed.
    String classpath(String classpath) {
        List<String> installed = new ArrayList<>();
        for (String entry : classpath.split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            if (path.startsWith(checkout) && Files.exists(path)) {
                String name = installed.size() + "-" + path.getFileName();
                Path copy = directory.resolve(LAUNCHER).resolve(name);
                link(path, copy);
                installed.add(copy.toString());
            } else {
                installed.add(entry);
            }
        }
        return String.join(File.pathSeparator, installed);
    }

    private static void link(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    linkFile(path, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot install " + from, e);
        }
    }

    private static void linkFile(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (IOException | UnsupportedOperationException e) {
            // Another disk, or another user's file.
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
