package io.minimlops.bench.gateway;

import io.minimlops.bench.load.Exchange;
import io.minimlops.bench.load.GrpcExchange;
import io.minimlops.bench.load.HttpCall;
import io.minimlops.bench.load.HttpExchange;
import io.minimlops.bench.load.Measured;
import io.minimlops.bench.load.Swarm;
import java.net.URI;
import java.util.function.IntFunction;

/// The ways to ask a server of the Open Inference Protocol.
enum Wire {
    /// REST with the binary tensor extension, in and out.
    BINARY("REST binary"),
    JSON("REST JSON"),
    /// With raw contents.
    GRPC("gRPC");

    /// Calls that share a connection.
    static final int STREAMS = 16;

    private final String label;

    Wire(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// Puts load on a server.
    ///
    /// @param underWay requests at the same time; over gRPC up to 16 share a connection
    /// @param swarms   by their number of connections
    Measured load(Contender server, Requests requests, int underWay, IntFunction<Swarm> swarms) {
        return switch (this) {
            case BINARY ->
                    http(server.rest(), requests.binary(server.rest()), swarms.apply(underWay));
            case JSON -> http(server.rest(), requests.json(server.rest()), swarms.apply(underWay));
            case GRPC -> {
                int streams = Math.min(STREAMS, underWay);
                yield grpc(server.grpc(), requests, streams, swarms.apply(underWay / streams));
            }
        };
    }

    static Measured http(URI server, HttpCall call, Swarm swarm) {
        return swarm.run(server, () -> new HttpExchange(call)).answered();
    }

    /// @param streams calls at the same time on each connection
    static Measured grpc(URI server, Requests requests, int streams, Swarm swarm) {
        byte[] message = requests.message();
        Exchange.Factory exchanges =
                () -> new GrpcExchange(server, Requests.INFER, message, streams);
        return swarm.run(server, exchanges).answered();
    }
}
