package io.minimlops.bench.stand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestTest {

    @TempDir private Path folder;

    private Guest guest(String script) throws IOException {
        return Guest.launch("guest", List.of("sh", "-c", script), folder.resolve("guest.log"));
    }

    @Test
    void itsChildrenEndWithIt() throws IOException {
        // Given
        Guest guest = guest("sleep 600 & sleep 600 & wait");
        await().until(() -> guest.process().children().count() == 2);
        List<ProcessHandle> all =
                Stream.concat(Stream.of(guest.process()), guest.process().children()).toList();

        // When
        guest.close();

        // Then
        await().atMost(Duration.ofSeconds(10))
                .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void whatItSaidLastIsKept() throws IOException {
        // Given
        Guest guest = guest("echo no such model >&2");

        // When
        await().until(() -> !guest.process().isAlive());

        // Then
        assertThat(guest.lastWords()).isEqualTo("no such model");
    }
}
