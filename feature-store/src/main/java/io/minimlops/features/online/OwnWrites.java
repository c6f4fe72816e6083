package io.minimlops.features.online;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Which records of the log this process wrote and has in its map already, so that reading them
/// back costs nothing. A write that failed may be on the log all the same; from then on everything
/// is read.
@ApplicationScoped
class OwnWrites {

    static final String HEADER = "mlops_write";

    private final String instance = UUID.randomUUID() + "/";
    private final AtomicLong count = new AtomicLong();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean trusted = true;

    /// The mark of a new write, for its records' header.
    String begin() {
        String mark = instance + count.incrementAndGet();
        underWay.add(mark);
        return mark;
    }

    void applied(String mark) {
        underWay.remove(mark);
    }

    void failed(String mark) {
        trusted = false;
        underWay.remove(mark);
    }

    boolean isInTheMap(@Nullable Header header) {
        if (header == null || !trusted) {
            return false;
        }
        String mark = new String(header.value(), StandardCharsets.UTF_8);
        return mark.startsWith(instance) && !underWay.contains(mark);
    }
}
