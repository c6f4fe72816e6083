package io.minimlops.embedded;

import java.util.Optional;

/// A server in its own process. An instance is only a handle: whoever makes one for the same
/// directory and port controls the same process, so a handle survives the death of the JVM that
/// started it.
public sealed interface Server extends AutoCloseable permits PostgresServer, KafkaServer, S3Server {

    String name();

    int port();

    /// Starts the server and returns when it answers. Does nothing if it already runs.
    ///
    /// @throws ServerFailed with the end of its log if it does not come up
    void start();

    /// Stops the server gracefully and returns when its process is gone.
    void stop();

    /// Ends the process at once, as `kill -9` does.
    void kill();

    /// The process, if it runs.
    Optional<ProcessHandle> process();

    default boolean isRunning() {
        return process().isPresent();
    }

    @Override
    default void close() {
        stop();
    }
}
