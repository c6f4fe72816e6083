package io.minimlops.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;

/// One connection's side of a protocol, as bytes: requests that were made beforehand out, answers
/// in. It belongs to one thread.
public interface Exchange {

    /// What a client says first; empty where the protocol has no such thing.
    ByteBuffer greeting();

    /// How many requests may be under way at the same time.
    int capacity();

    /// Bytes that all requests under way have at most, in either direction.
    int room();

    /// Appends the next request.
    ///
    /// @return what its answer will be known by, 0 to 65,535
    int request(ByteBuffer out);

    /// Takes every complete answer out of the bytes received, and leaves the rest.
    ///
    /// @param out where the protocol itself may have to say something
    /// @throws IOException when the bytes break the protocol
    void read(ByteBuffer in, ByteBuffer out, Answered answered) throws IOException;

    /// Told of each answer.
    @FunctionalInterface
    interface Answered {
        /// @param status as HTTP has it, whatever the protocol
        void answered(int ticket, int status);
    }

    /// Makes one for each connection.
    @FunctionalInterface
    interface Factory {
        Exchange exchange();
    }
}
