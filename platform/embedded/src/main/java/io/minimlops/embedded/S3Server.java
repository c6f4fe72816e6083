package io.minimlops.embedded;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An S3-compatible store that keeps objects as files. It checks signatures; it has no object tags
/// and no versions.
public final class S3Server implements Server {

    private final ChildJvm jvm;

    public S3Server(Place place, String accessKey, String secretKey) {
        this.jvm =
                new ChildJvm(
                        "s3",
                        place,
                        S3Main.class,
                        "192m",
                        List.of(place.directory().toString(), String.valueOf(place.port())),
                        Map.of(
                                S3Main.ACCESS_KEY, accessKey,
                                S3Main.SECRET_KEY, secretKey));
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
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
