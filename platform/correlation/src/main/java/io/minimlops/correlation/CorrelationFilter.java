package io.minimlops.correlation;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/// Takes the caller's id over when it is fit to be logged, and tells it back.
public class CorrelationFilter {

    private static final Pattern FIT = Pattern.compile("[\\w.:/-]{1,128}");

    private final CorrelationId correlationId;

    CorrelationFilter(CorrelationId correlationId) {
        this.correlationId = correlationId;
    }

    @ServerRequestFilter
    public void takeOver(ContainerRequestContext request) {
        String given = request.getHeaderString(CorrelationId.HEADER);
        if (isFit(given)) {
            correlationId.join(given);
        }
        MDC.put("correlationId", correlationId.value());
    }

    @ServerResponseFilter
    public void tellBack(ContainerResponseContext response) {
        response.getHeaders().putSingle(CorrelationId.HEADER, correlationId.value());
    }

    /// Whether an id from outside may be taken over.
    public static boolean isFit(@Nullable String given) {
        return given != null && FIT.matcher(given).matches();
    }
}
