package io.minimlops.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {

    private static final Map<String, String> ODD =
            Map.of("A", "it's", "B_2", "$HOME `x` \"y\" \\", "C", "");

    @TempDir Path directory;

    @Test
    void whatIsWrittenIsRead() {
        assertThat(EnvFile.parse(EnvFile.render(ODD))).isEqualTo(ODD);
    }

    @Test
    void aShellReadsTheSame() throws Exception {
        Path file = directory.resolve("env with space");
        EnvFile.write(file, ODD);

        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                ". \"$1\"; printf '%s|%s|%s' \"$A\" \"$B_2\" \"$C\"",
                                "sh",
                                file.toString())
                        .start();

        assertThat(new String(shell.getInputStream().readAllBytes()))
                .isEqualTo(ODD.get("A") + "|" + ODD.get("B_2") + "|");
        assertThat(Files.readString(file)).startsWith("# Made by");
    }
}
