package io.minimlops.gateway.oip.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.minimlops.gateway.deployment.DeploymentFollower;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;

/// This port opens while the process is still starting, before the one of HTTP: calls that come so
/// early may be repeated.
@GlobalInterceptor
@ApplicationScoped
public class StartGate implements ServerInterceptor {

    private final DeploymentFollower deployments;

    StartGate(DeploymentFollower deployments) {
        this.deployments = deployments;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (deployments.isOpen()) {
            return next.startCall(call, headers);
        }
        call.close(Status.UNAVAILABLE.withDescription("the gateway is starting"), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
