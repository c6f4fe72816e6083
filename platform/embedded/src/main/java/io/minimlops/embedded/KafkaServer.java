package io.minimlops.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One Kafka broker, which is its own KRaft controller. Topics are created by whoever writes them,
/// never by asking.
public final class KafkaServer implements Server {

    private final ChildJvm jvm;

    /// @param controllerPort the second port, on which the broker speaks with itself
    public KafkaServer(Place place, int controllerPort) {
        this.jvm =
                new ChildJvm(
                        "kafka",
                        place,
                        KafkaMain.class,
                        List.of("-Xmx256m"),
                        List.of(
                                place.directory().toString(),
                                String.valueOf(place.port()),
                                String.valueOf(controllerPort)),
                        Map.of());
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    @Override
    public String name() {
        return jvm.name();
    }

    @Override
    public int port() {
        return jvm.place().port();
    }

    @Override
    public void start() {
        jvm.start();
    }

    @Override
    public void stop() {
        jvm.stop();
    }

    @Override
    public void kill() {
        jvm.kill();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return jvm.process();
    }
}
