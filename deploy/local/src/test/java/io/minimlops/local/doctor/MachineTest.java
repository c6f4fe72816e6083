package io.minimlops.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

    @Test
    void availableMemoryIsReadFromTheKernelsTable() {
        assertThat(Machine.available(List.of("MemTotal: 9 kB", "MemAvailable:    1000 kB")))
                .isEqualTo(1_024_000);
    }

    @Test
    void aHomeThatDoesNotExistYetIsJudgedByWhereItWouldBe(@TempDir Path directory)
            throws Exception {
        assertThat(Machine.disk(directory.resolve("not/yet")).what()).contains("GB free");
    }

    @Test
    void theJavaOfThisTestIsNewEnough() {
        assertThat(Machine.java()).isInstanceOf(Finding.Good.class);
    }
}
