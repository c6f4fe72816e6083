package io.minimlops.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The class path of the child JVMs. The build lists their jars relative to the local Maven
/// repository; the repository is found again at run time, so that a moved repository does no harm.
final class ServerClasspath {

    private static final String LIST = "servers.classpath";
    private static final String REPOSITORY = "{repository}/";

    private ServerClasspath() {}

    static String resolve() {
        Path repository = repository();
        List<Path> jars =
                Stream.of(read().strip().split(";"))
                        .map(it -> repository.resolve(it.replace(REPOSITORY, "")))
                        .toList();
        for (Path jar : jars) {
            if (!Files.exists(jar)) {
                throw new ServerFailed(jar + " is missing: build platform/embedded again");
            }
        }
        return Stream.concat(Stream.of(codeOf(ServerClasspath.class)), jars.stream())
                .map(Path::toString)
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    private static String read() {
        try (InputStream list = ServerClasspath.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new ServerFailed(LIST + " is missing: build platform/embedded with Maven");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ServerFailed("Cannot read " + LIST, e);
        }
    }

    private static Path repository() {
        String configured = System.getProperty("maven.repo.local");
        return configured != null
                ? Path.of(configured)
                : repositoryOf(codeOf(NullMarked.class))
                        .orElse(Path.of(System.getProperty("user.home"), ".m2", "repository"));
    }

    /// `<repository>/org/jspecify/jspecify/<version>/<jar>` → `<repository>`.
    private static Optional<Path> repositoryOf(Path jspecify) {
        Path version = jspecify.getParent();
        return version != null
                        && version.endsWith(
                                Path.of("jspecify", String.valueOf(version.getFileName())))
                ? Optional.ofNullable(version.resolve("../../../..").normalize())
                : Optional.empty();
    }

    private static Path codeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new ServerFailed("Cannot locate the code of " + type, e);
        }
    }
}
