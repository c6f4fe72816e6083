package io.minimlops.tracker.origin;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// Who may call from a browser.
@ConfigMapping(prefix = "mlops.tracker")
public interface OriginConfig {

    /// Pages of other sites that may call, as `https://host[:port]`, or `*` for all. Pages of this
    /// very server and of loopback addresses always may.
    Optional<List<String>> corsOrigins();

    /// Names under which this server may be called, as `host` or `host:port`; any by default. A
    /// list keeps sites away that make their own name point here (DNS rebinding).
    Optional<List<String>> allowedHosts();
}
