package io.minimlops.bench.gateway;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.bench.stand.Guest;
import io.minimlops.bench.stand.Pause;
import io.minimlops.bench.stand.Stand;
import io.minimlops.local.part.ComponentFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Another server of the Open Inference Protocol, as its makers publish it, with its standard
/// settings: `deploy/bench/peers` installs it and starts it.
enum Peer {
    KSERVE("KServe", EnumSet.allOf(Wire.class)),
    /// It has no binary tensor extension: its REST reads JSON alone and answers such a request with
    /// 500.
    MLSERVER("MLServer", EnumSet.of(Wire.JSON, Wire.GRPC));

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// HTTP, gRPC and, of MLServer, metrics.
    private static final int PORTS = 3;

    private final String label;
    private final Set<Wire> wires;

    Peer(String label, Set<Wire> wires) {
        this.label = label;
        this.wires = wires;
    }

    /// Returns when it serves the models; the stand stops it.
    ///
    /// @throws ComponentFailed when it cannot be installed or does not start
    Contender start(Stand stand, Collection<BenchModel> models)
            throws IOException, InterruptedException {
        Path scripts = stand.checkout().resolve("deploy/bench/peers");
        String key = name().toLowerCase(Locale.ROOT);
        install(scripts, key);
        Path folder = stand.folder(key);
        for (BenchModel model : models) {
            Files.write(folder.resolve(model.name() + ".onnx"), model.onnx());
        }
        int port = stand.freePorts(PORTS);
        Guest guest =
                stand.host(
                        key,
                        List.of(
                                scripts.resolve("serve").toString(),
                                key,
                                String.valueOf(port),
                                folder.toString()));
        Contender contender = new Contender(label, key, address(port), address(port + 1), wires);
        awaitReady(guest, contender.rest(), models);
        return contender;
    }

    private static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static void install(Path scripts, String key) throws IOException, InterruptedException {
        int status =
                new ProcessBuilder(scripts.resolve("install").toString(), key)
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new ComponentFailed(key + " could not be installed");
        }
    }

    private static void awaitReady(Guest guest, URI rest, Collection<BenchModel> models) {
        Instant limit = Instant.now().plus(LIMIT);
        while (!isReady(rest, models)) {
            if (!guest.process().isAlive() || Instant.now().isAfter(limit)) {
                throw new ComponentFailed(guest.name() + " did not start:\n" + guest.lastWords());
            }
            Pause.briefly();
        }
    }

    private static boolean isReady(URI rest, Collection<BenchModel> models) {
        try (HttpConnection connection = new HttpConnection(rest)) {
            connection.call(HttpCall.get(rest, "/v2/health/ready"));
            for (BenchModel model : models) {
                connection.call(HttpCall.get(rest, "/v2/models/" + model.name() + "/ready"));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
