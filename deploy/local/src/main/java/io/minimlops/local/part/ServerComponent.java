package io.minimlops.local.part;

import io.minimlops.embedded.Server;
import io.minimlops.embedded.ServerFailed;
import java.util.Optional;

/// One of the embedded servers.
record ServerComponent(Part part, Server server) implements Component {

    @Override
    public void launch() {
        try {
            server.start();
        } catch (ServerFailed e) {
            throw new ComponentFailed(
                    e.getMessage() == null ? part.label() + " failed" : e.getMessage(), e);
        }
    }

    @Override
    public boolean isReady() {
        return server.isRunning();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return server.process();
    }

    @Override
    public void stop() {
        server.stop();
    }
}
