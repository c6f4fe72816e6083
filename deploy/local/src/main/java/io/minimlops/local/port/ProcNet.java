package io.minimlops.local.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Linux tells listening sockets in `/proc/net/tcp` by inode, and the inodes a process has open in
/// `/proc/<pid>/fd`.
final class ProcNet {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ProcNet() {}

    static boolean isAvailable() {
        return Files.isReadable(PROC.resolve("net/tcp"));
    }

    static Optional<Long> listenerOn(int port) {
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(it -> lines(PROC.resolve(it)).stream())
                .flatMap(line -> inodeOfListener(line, port).stream())
                .flatMap(inode -> holderOf(inode).stream())
                .findFirst();
    }

    /// The inode in a line of `/proc/net/tcp` if it is of a socket that listens on the port.
    static Optional<String> inodeOfListener(String line, int port) {
        String[] fields = line.strip().split("\\s+");
        return fields.length > INODE
                        && fields[STATE].equals(LISTENING)
                        && fields[LOCAL_ADDRESS].endsWith(":%04X".formatted(port))
                ? Optional.of(fields[INODE])
                : Optional.empty();
    }

    private static Optional<Long> holderOf(String inode) {
        String socket = "socket:[" + inode + "]";
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> holds(PROC.resolve(pid + "/fd"), socket))
                .findFirst();
    }

    private static boolean holds(Path descriptors, String socket) {
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.anyMatch(it -> isLinkTo(it, socket));
        } catch (IOException e) {
            // Another user's process, or one that has just ended.
            return false;
        }
    }

    private static boolean isLinkTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
