package io.minimlops.local.part;

import java.util.Optional;

/// A part that can be run.
public interface Component {

    Part part();

    /// Starts its process. A server has answered when this returns, a service has not.
    ///
    /// @throws ComponentFailed if it could not be started
    void launch();

    boolean isReady();

    Optional<ProcessHandle> process();

    /// Asks it to end and returns when it has.
    void stop();
}
