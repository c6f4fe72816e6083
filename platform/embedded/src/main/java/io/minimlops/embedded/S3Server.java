package io.minimlops.embedded;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An S3-compatible store that keeps objects as files. It checks signatures; it has no object tags
/// and no versions.
public final class S3Server implements Server {

    /// Grows with what uploads hold, of which [UploadBudget] sets the most: 256 MB, in an old
    /// generation of two thirds.
    private static final List<String> HEAP = List.of("-Xms192m", "-Xmx512m");

    private final ChildJvm jvm;

    public S3Server(Place place, String accessKey, String secretKey) {
        this.jvm =
                new ChildJvm(
                        "s3",
                        place,
                        S3Main.class,
                        HEAP,
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
