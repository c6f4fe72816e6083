package io.minimlops.local.port;

import io.minimlops.local.part.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A port that a part needs and somebody else has.
///
/// @param owner absent when the process belongs to another user or the machine does not tell
public record TakenPort(int port, Part neededBy, Optional<PortOwner> owner) {

    public static List<TakenPort> among(Collection<Part> parts, int offset) {
        return parts.stream()
                .flatMap(
                        part ->
                                part.ports(offset).stream()
                                        .filter(TakenPort::isTaken)
                                        .map(port -> new TakenPort(port, part, PortOwner.of(port))))
                .toList();
    }

    public String message() {
        return "port %d (%s) is taken by %s"
                .formatted(
                        port,
                        neededBy.label(),
                        owner.map(PortOwner::toString)
                                .orElse("a process that this user may not see"));
    }

    private static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
