package io.minimlops.tracker.origin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the page a request comes from may do.
///
/// @param origins those of other sites that may call; `*` stands for all
/// @param hosts names of this server; empty when any will do
record OriginPolicy(Set<String> origins, Set<String> hosts) {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /// Those who look whether a server lives call it by whatever address it has.
    private static final Set<String> OPEN_TO_PROBES = Set.of("/health", "/version", "/q/metrics");

    sealed interface Verdict {
        /// No page, or one of ours: nothing to add.
        record Plain() implements Verdict {}

        /// A page of another site that may read the answer.
        record Shared(String origin) implements Verdict {}

        /// A page of another site: its browser keeps the answer from it.
        record Unshared() implements Verdict {}

        record Refused(String why) implements Verdict {}
    }

    /// @param host the header of that name, as of `origin`
    Verdict judge(String method, String path, @Nullable String host, @Nullable String origin) {
        if (!isOurs(host) && !isOpenToProbes(path)) {
            return new Verdict.Refused(
                    "Invalid Host header - possible DNS rebinding attack detected");
        }
        if (origin == null || isSame(origin, host)) {
            return new Verdict.Plain();
        }
        if (origins.contains("*") || origins.contains(origin) || isLoopback(origin)) {
            return new Verdict.Shared(origin);
        }
        return HARMLESS.contains(method)
                ? new Verdict.Unshared()
                : new Verdict.Refused("Cross-origin request blocked");
    }

    private static boolean isOpenToProbes(String path) {
        return OPEN_TO_PROBES.contains(path) || path.startsWith("/q/health");
    }

    private boolean isOurs(@Nullable String host) {
        return hosts.isEmpty()
                || (host != null
                        && (hosts.contains(host) || hosts.contains(host.replaceAll(":\\d+$", ""))));
    }

    private static boolean isSame(String origin, @Nullable String host) {
        return host != null && origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
    }

    private static boolean isLoopback(String origin) {
        try {
            String host = new URI(origin).getHost();
            return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
