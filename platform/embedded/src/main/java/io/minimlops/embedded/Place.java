package io.minimlops.embedded;

import java.nio.file.Path;

/// Where a server lives.
///
/// @param directory holds its data and is created when missing
/// @param log       its output is appended here
/// @param port      on 127.0.0.1
public record Place(Path directory, Path log, int port) {

    /// A server that logs beside its data.
    public static Place in(Path directory, int port) {
        return new Place(directory, directory.resolve("server.log"), port);
    }
}
