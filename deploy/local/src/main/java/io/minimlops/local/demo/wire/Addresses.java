package io.minimlops.local.demo.wire;

import java.net.URI;

/// Where the five services of one platform listen.
public record Addresses(
        URI tracker, URI registry, URI features, URI orchestrator, URI gateway) {

    public static Addresses onLoopback(int portOffset) {
        return new Addresses(
                at(5000 + portOffset),
                at(5050 + portOffset),
                at(6566 + portOffset),
                at(8888 + portOffset),
                at(8000 + portOffset));
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
