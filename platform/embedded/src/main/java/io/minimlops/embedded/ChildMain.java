package io.minimlops.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What every child does in its `main`: end with its parent, end gracefully when asked, say when it
/// is ready.
///
/// @param arguments the server's own
record ChildMain(Path readyFile, long parent, List<String> arguments) {

    interface Running {
        void stop() throws Exception;
    }

    static ChildMain of(String[] args) {
        List<String> all = List.of(args);
        return new ChildMain(
                Path.of(all.get(0)), Long.parseLong(all.get(1)), all.subList(2, all.size()));
    }

    void ready(Running server) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
        ProcessHandle.of(parent)
                .ifPresentOrElse(
                        it -> it.onExit().thenRun(() -> System.exit(0)), () -> System.exit(0));
        Files.createFile(readyFile);
    }

    private static void stop(Running server) {
        try {
            server.stop();
        } catch (Exception e) {
            System.getLogger(ChildMain.class.getName())
                    .log(System.Logger.Level.ERROR, "The server did not stop cleanly", e);
        }
    }
}
