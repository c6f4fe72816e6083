package io.minimlops.bench.load;

/// One of several that call at the same time, each from a thread of its own.
@FunctionalInterface
public interface Client extends AutoCloseable {

    /// @param number counts this client's calls
    void call(int number) throws Exception;

    @Override
    default void close() throws Exception {}

    /// Makes the clients.
    @FunctionalInterface
    interface Factory {
        /// @param index from 0
        Client client(int index) throws Exception;
    }
}
