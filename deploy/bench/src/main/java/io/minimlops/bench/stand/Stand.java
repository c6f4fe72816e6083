package io.minimlops.bench.stand;

import io.minimlops.bench.load.CpuTimes;
import io.minimlops.embedded.Directories;
import io.minimlops.local.home.Home;
import io.minimlops.local.home.Secrets;
import io.minimlops.local.part.Component;
import io.minimlops.local.part.ComponentFailed;
import io.minimlops.local.part.LogTail;
import io.minimlops.local.part.Part;
import io.minimlops.local.part.Platform;
import io.minimlops.local.port.TakenPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The servers and some services, with settings and flags as `./mlops up` gives them, on free ports
/// and in a folder that is gone afterwards.
public final class Stand implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final int FIRST_OFFSET = 20_000;
    private static final int LAST_OFFSET = 50_000;

    /// Before an offset; no part is there.
    private static final int FIRST_GUEST = 8100;

    private final Platform platform;
    private final Secrets secrets;
    private final List<Component> components = new ArrayList<>();
    private final List<Guest> guests = new ArrayList<>();
    private boolean closed;

    private Stand(Platform platform) {
        this.platform = platform;
        this.secrets = Secrets.of(platform.home());
    }

    /// @param offset of the ports; the first free one from there is taken
    /// @throws ComponentFailed when something did not come up; nothing is left running
    public static Stand open(Path checkout, int offset, List<Part> services) throws IOException {
        Home home = Home.at(Files.createTempDirectory("mlops-bench"));
        // As root, PostgreSQL runs as another user, who must be able to walk in here.
        home.directory().toFile().setExecutable(true, false);
        home.directory().toFile().setReadable(true, false);
        Stand stand = new Stand(new Platform(home, free(offset, services), checkout));
        Runtime.getRuntime().addShutdownHook(new Thread(stand::close, "clean-up"));
        try {
            stand.start(services);
        } catch (RuntimeException e) {
            stand.close();
            throw e;
        }
        return stand;
    }

    private static int free(int offset, List<Part> services) {
        List<Part> parts = Stream.concat(Part.servers().stream(), services.stream()).toList();
        return Stream.iterate(Math.max(offset, FIRST_OFFSET), it -> it < LAST_OFFSET, it -> it + 10)
                .filter(it -> TakenPort.among(parts, it).isEmpty())
                .findFirst()
                .orElseThrow(() -> new ComponentFailed("no free ports"));
    }

    private void start(List<Part> services) {
        platform.home().create();
        platform.install(services);
        for (Component component : platform.servers(secrets)) {
            launch(component);
        }
        for (Component component : platform.services(secrets)) {
            if (services.contains(component.part())) {
                launch(component);
            }
        }
    }

    private void launch(Component component) {
        synchronized (this) {
            if (closed) {
                throw new ComponentFailed("interrupted");
            }
            components.add(component);
        }
        component.launch();
        Instant limit = Instant.now().plus(START_LIMIT);
        while (!component.isReady()) {
            if (component.process().isEmpty() || Instant.now().isAfter(limit)) {
                Path log = platform.home().log(component.part().label());
                throw new ComponentFailed(
                        component.part().label()
                                + " did not start:\n"
                                + String.join("\n", LogTail.essence(log, 25)));
            }
            Pause.briefly();
        }
    }

    public Path checkout() {
        return platform.checkout();
    }

    /// A new folder that is gone afterwards.
    public Path folder(String name) throws IOException {
        return Files.createDirectories(platform.home().data(name));
    }

    /// Starts a server that is no part of the platform, to be measured beside it.
    public Guest host(String name, List<String> command) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new ComponentFailed("interrupted");
            }
            Guest guest = Guest.launch(name, command, platform.home().log(name));
            guests.add(guest);
            return guest;
        }
    }

    /// The first of so many ports in a row that are free.
    public int freePorts(int count) {
        return FreePorts.from(FIRST_GUEST + platform.portOffset(), count);
    }

    public URI address(Part part) {
        return URI.create(part.address(platform.portOffset()));
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Part.POSTGRES.address(platform.portOffset()) + "/" + database;
    }

    /// Host and port of the broker.
    public String kafka() {
        return Part.KAFKA.address(platform.portOffset());
    }

    public Secrets secrets() {
        return secrets;
    }

    public ProcessHandle process(Part part) {
        return components.stream()
                .filter(it -> it.part() == part)
                .flatMap(it -> it.process().stream())
                .findFirst()
                .orElseThrow(() -> new ComponentFailed(part.label() + " has ended"));
    }

    /// Of the bench itself, of every part and every guest, with its children.
    public CpuTimes cpuTimes() {
        Map<String, Duration> used = new LinkedHashMap<>();
        used.put("bench", cpu(ProcessHandle.current()));
        for (Component component : List.copyOf(components)) {
            String name =
                    component.part().isService()
                            ? component.part().shortName()
                            : component.part().label();
            used.put(name, component.process().map(Stand::cpuOfTree).orElse(Duration.ZERO));
        }
        for (Guest guest : List.copyOf(guests)) {
            used.put(guest.name(), cpuOfTree(guest.process()));
        }
        return new CpuTimes(Duration.ofNanos(System.nanoTime()), used);
    }

    private static Duration cpuOfTree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .map(Stand::cpu)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        guests.reversed().forEach(Guest::close);
        components.reversed().forEach(Component::stop);
        Directories.delete(platform.home().directory());
    }
}
