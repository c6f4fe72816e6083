package io.minimlops.gateway.oip.grpc;

import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.minimlops.gateway.oip.BodyBudget;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/// Messages take their memory from the bodies' budget. A call for which there is none is refused
/// in the middle of its message, and what still comes of it is thrown away.
@GlobalInterceptor
@ApplicationScoped
public class MessageBudget
        implements ServerInterceptor, ServerBuilderCustomizer<VertxServerBuilder> {

    private final BodyBudget budget;

    MessageBudget(BodyBudget budget) {
        this.budget = budget;
    }

    @Override
    public void customize(GrpcServerConfiguration config, VertxServerBuilder server) {
        server.addStreamTracerFactory(
                new ServerStreamTracer.Factory() {
                    @Override
                    public ServerStreamTracer newServerStreamTracer(
                            String method, Metadata headers) {
                        return new CallMemory(budget.share());
                    }
                });
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        CallMemory memory = CallMemory.of(Context.current());
        if (memory == null) {
            return next.startCall(call, headers);
        }
        Refusable<Q, A> refusable = new Refusable<>(call);
        memory.onRefusal(refusable::refuse);
        return new Measuring<>(next.startCall(refusable, headers), memory, refusable);
    }

    /// What was refused is over for whoever serves it, too. Refusals come from another thread than
    /// answers.
    private static final class Refusable<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private boolean over;

        Refusable(ServerCall<Q, A> call) {
            super(call);
        }

        synchronized boolean isOver() {
            return over;
        }

        void refuse(RuntimeException why) {
            StatusRuntimeException told = GrpcErrors.of(why);
            Metadata trailers = told.getTrailers();
            close(told.getStatus(), trailers == null ? new Metadata() : trailers);
        }

        @Override
        public synchronized void sendHeaders(Metadata headers) {
            if (!over) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public synchronized void sendMessage(@Nullable A message) {
            if (!over) {
                super.sendMessage(message);
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            if (!over) {
                over = true;
                super.close(status, trailers);
            }
        }
    }

    private static final class Measuring<Q> extends SimpleForwardingServerCallListener<Q> {

        private final CallMemory memory;
        private final Refusable<Q, ?> call;

        Measuring(ServerCall.Listener<Q> next, CallMemory memory, Refusable<Q, ?> call) {
            super(next);
            this.memory = memory;
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            memory.read(message);
            if (!call.isOver()) {
                super.onMessage(message);
            }
        }

        @Override
        public void onHalfClose() {
            if (!call.isOver()) {
                super.onHalfClose();
            }
        }
    }
}
