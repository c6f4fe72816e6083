package io.minimlops.local.doctor;

import io.minimlops.embedded.OrdinaryUser;
import io.minimlops.local.doctor.Finding.Bad;
import io.minimlops.local.doctor.Finding.Doubtful;
import io.minimlops.local.doctor.Finding.Good;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the machine must have.
final class Machine {

    private static final int OLDEST_JAVA = 25;
    private static final long GIGABYTE = 1_000_000_000;
    private static final long DISK = 3 * GIGABYTE;
    private static final long MEMORY = 3 * GIGABYTE;
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private Machine() {}

    static Finding java() {
        String found = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return Runtime.version().feature() >= OLDEST_JAVA
                ? new Good(found)
                : new Bad(found, "install a JDK 25 or newer");
    }

    static Finding disk(Path home) throws IOException {
        Path existing = home;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        long free = Files.getFileStore(existing).getUsableSpace();
        String found = "%.1f GB free on the disk of %s".formatted(1.0 * free / GIGABYTE, home);
        if (!Files.isWritable(existing)) {
            return new Bad(existing + " is not writable", "use --home DIR");
        }
        return free >= DISK ? new Good(found) : new Bad(found, "make room, or use --home DIR");
    }

    static Finding memory() throws IOException {
        if (!Files.isReadable(MEMINFO)) {
            return new Good("memory: this system does not tell");
        }
        long available = available(Files.readAllLines(MEMINFO));
        String found = "%.1f GB of memory available".formatted(1.0 * available / GIGABYTE);
        return available >= MEMORY
                ? new Good(found)
                : new Doubtful(found, "the platform takes up to 2.5 GB: close something");
    }

    static long available(List<String> meminfo) {
        return meminfo.stream()
                .filter(it -> it.startsWith("MemAvailable:"))
                .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /// XGBoost's native library needs OpenMP's, which slim Linux images lack.
    static Finding openMp() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return new Good("OpenMP comes with the system");
        }
        Optional<Path> library =
                Stream.of("/usr/lib", "/usr/lib64", "/lib", "/lib64")
                        .map(Path::of)
                        .filter(Files::isDirectory)
                        .flatMap(Machine::librariesIn)
                        .findFirst();
        return library.<Finding>map(it -> new Good("OpenMP is there: " + it))
                .orElseGet(
                        () ->
                                new Bad(
                                        "libgomp.so.1 is missing, so nothing can be trained",
                                        "apt-get install libgomp1 (or dnf install libgomp)"));
    }

    private static Stream<Path> librariesIn(Path directory) {
        try (Stream<Path> found =
                Files.find(
                        directory,
                        2,
                        (path, _) -> path.getFileName().toString().startsWith("libgomp.so.1"))) {
            return found.toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty();
        }
    }

    /// PostgreSQL refuses to run as root.
    static Finding user() {
        String name = System.getProperty("user.name");
        return OrdinaryUser.prefix()
                .<Finding>map(
                        it -> new Good(("runs as " + name + " " + String.join(" ", it)).strip()))
                .orElseGet(
                        () ->
                                new Bad(
                                        "runs as root, and neither unshare nor setpriv works here",
                                        "run as an ordinary user: PostgreSQL refuses root"));
    }
}
