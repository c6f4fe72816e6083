package io.minimlops.bench.stand;

import io.minimlops.local.part.ComponentFailed;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/// Ports that nobody listens at, on any address: a guest may listen on all of them.
final class FreePorts {

    private static final int LAST = 65_535;

    private FreePorts() {}

    /// The first of so many in a row.
    static int from(int first, int count) {
        return IntStream.rangeClosed(first, LAST - count + 1)
                .filter(it -> IntStream.range(it, it + count).allMatch(FreePorts::isFree))
                .findFirst()
                .orElseThrow(() -> new ComponentFailed("no free ports"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
