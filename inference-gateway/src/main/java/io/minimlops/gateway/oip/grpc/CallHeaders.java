package io.minimlops.gateway.oip.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.minimlops.gateway.payloadlog.SentHeaders;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// Keeps a call's metadata with the call, for those who tell of it.
@GlobalInterceptor
@ApplicationScoped
public class CallHeaders implements ServerInterceptor {

    private static final Context.Key<Metadata> SENT = Context.key("sent-headers");

    /// The headers of a call; those whose values are bytes, named `…-bin`, are not among them.
    static SentHeaders of(Context call) {
        Metadata sent = SENT.get(call);
        return name -> sent == null ? List.of() : values(sent, name.toLowerCase(Locale.ROOT));
    }

    private static List<String> values(Metadata sent, String name) {
        Iterable<String> values =
                name.endsWith(Metadata.BINARY_HEADER_SUFFIX)
                        ? null
                        : sent.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        return values == null
                ? List.of()
                : StreamSupport.stream(values.spliterator(), false).toList();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return Contexts.interceptCall(
                Context.current().withValue(SENT, headers), call, headers, next);
    }
}
