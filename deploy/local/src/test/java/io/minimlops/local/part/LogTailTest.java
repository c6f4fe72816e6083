package io.minimlops.local.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir Path directory;

    @Test
    void theLastLinesAreReadFromTheEnd() throws Exception {
        Path log = directory.resolve("log");
        Files.write(log, Collections.nCopies(5000, "x".repeat(300)));
        Files.writeString(log, Files.readString(log) + "last\n");

        assertThat(LogTail.of(log, 2)).containsExactly("x".repeat(300), "last");
    }

    @Test
    void theEssenceLeavesOutTheFramesOfStackTraces() throws Exception {
        Path log = directory.resolve("log");
        Files.writeString(
                log, "no database\nCaused by: refused\n\tat a.B.c(B.java:1)\n\t... 18 more\n");

        assertThat(LogTail.essence(log, 5)).containsExactly("no database", "Caused by: refused");
    }

    @Test
    void aLogThatDoesNotExistIsEmpty() {
        assertThat(LogTail.of(directory.resolve("none"), 5)).isEmpty();
    }
}
