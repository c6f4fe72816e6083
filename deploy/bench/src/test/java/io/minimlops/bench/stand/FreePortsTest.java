package io.minimlops.bench.stand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void noneOfThemIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();

            int first = FreePorts.from(port - 1, 2);

            assertThat(first).isNotIn(port - 1, port).isGreaterThan(0);
        }
    }
}
