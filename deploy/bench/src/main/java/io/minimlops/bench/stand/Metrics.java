package io.minimlops.bench.stand;

import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpConnection;
import io.minimlops.local.part.Part;
import java.io.IOException;
import java.net.URI;

/// What a service says of itself at `/q/metrics`.
public final class Metrics {

    private final URI address;

    public Metrics(Stand stand, Part service) {
        this.address = stand.address(service);
    }

    /// Over all series whose text begins so.
    public double sum(String series) throws IOException {
        try (HttpConnection connection = new HttpConnection(address)) {
            return connection
                    .call(HttpCall.get(address, "/q/metrics"))
                    .lines()
                    .filter(it -> it.startsWith(series))
                    .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
