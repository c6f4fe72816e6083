package io.minimlops.gateway.oip.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.minimlops.correlation.CorrelationFilter;
import io.minimlops.correlation.CorrelationId;
import io.minimlops.gateway.oip.FreshId;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/// Takes the correlation id from a call's metadata, or makes one up, and keeps it with the call.
@GlobalInterceptor
@ApplicationScoped
public class CallCorrelation implements ServerInterceptor {

    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of(
                    CorrelationId.HEADER.toLowerCase(Locale.ROOT),
                    Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> ID = Context.key("correlation-id");

    /// The id of a call.
    static String of(Context call) {
        String id = ID.get(call);
        return id == null ? FreshId.next() : id;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String given = headers.get(HEADER);
        String id = CorrelationFilter.isFit(given) ? given : FreshId.next();
        return Contexts.interceptCall(Context.current().withValue(ID, id), call, headers, next);
    }
}
