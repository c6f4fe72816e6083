package io.minimlops.gateway.streaming;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The streams that are wanted.
@ApplicationScoped
public class StreamBook {

    private final ConcurrentMap<String, Stream> streams = new ConcurrentSkipListMap<>();

    void put(Stream stream) {
        streams.put(stream.name(), stream);
    }

    void remove(String name) {
        streams.remove(name);
    }

    Optional<Stream> find(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /// By name.
    Collection<Stream> all() {
        return streams.values();
    }
}
