package io.minimlops.local.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.local.part.Part;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TakenPortTest {

    @Test
    void theMessageNamesPortPartAndProcess() {
        TakenPort taken =
                new TakenPort(
                        8000,
                        Part.INFERENCE_GATEWAY,
                        Optional.of(new PortOwner(12, "/usr/bin/python3 -m http.server 8000")));

        assertThat(taken.message())
                .isEqualTo(
                        "port 8000 (inference-gateway) is taken by python3 (pid 12: /usr/bin/python3"
                                + " -m http.server 8000)");
    }

    @Test
    void anUnknownOwnerIsSaidToBeUnknown() {
        assertThat(new TakenPort(5432, Part.POSTGRES, Optional.empty()).message())
                .isEqualTo("port 5432 (postgres) is taken by a process that this user may not see");
    }

    @Test
    void aListenerIsFoundWithItsProcess() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int offset = socket.getLocalPort() - Part.S3.port(0);

            List<TakenPort> taken = TakenPort.among(List.of(Part.S3), offset);

            assertThat(taken).hasSize(1);
            assertThat(taken.getFirst().owner())
                    .map(PortOwner::pid)
                    .contains(ProcessHandle.current().pid());
        }
    }

    @Test
    void aFreePortIsNotTaken() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(TakenPort.among(List.of(Part.S3), free - Part.S3.port(0))).isEmpty();
    }

    @Test
    void theKernelsTableTellsListenersByPort() {
        String line =
                "   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0"
                        + "        0 4711 1 0000000000000000 100 0 0 10 0";

        assertThat(ProcNet.inodeOfListener(line, 8000)).contains("4711");
        assertThat(ProcNet.inodeOfListener(line, 8001)).isEmpty();
        assertThat(ProcNet.inodeOfListener(line.replace(" 0A ", " 01 "), 8000)).isEmpty();
    }
}
