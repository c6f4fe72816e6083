package io.minimlops.local.demo.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final StringWriter written = new StringWriter();

    @Test
    void withoutATerminalItIsALineEveryQuarter() {
        // Given
        Console console = console(false);
        // When
        try (ProgressBar bar = console.bar("replay", 1000)) {
            for (int i = 0; i <= 1000; i++) {
                bar.to(i, "");
            }
        }
        // Then
        assertThat(written.toString().lines())
                .hasSize(5)
                .noneMatch(line -> line.contains("\r"))
                .last()
                .asString()
                .contains("100%");
    }

    @Test
    void onATerminalItIsOneLineDrawnAnew() {
        // When
        try (ProgressBar bar = console(true).bar("replay", 10)) {
            bar.to(10, "done");
        }
        // Then
        assertThat(written.toString()).startsWith("\r").endsWith(System.lineSeparator());
        assertThat(written.toString()).contains("100%");
    }

    @Test
    void itNeverGoesBackwardsNorBeyondItsEnd() {
        // Given
        ProgressBar bar = console(true).bar("replay", 10);
        // When
        bar.to(7, "");
        bar.to(3, "");
        // Then
        assertThat(bar.text()).contains(" 70%");
        bar.to(99, "");
        assertThat(bar.text()).contains("100%");
    }

    @Test
    void aTerminalWithoutUnicodeGetsSignsItCanShow() {
        // When
        Console console = new Console(new PrintWriter(written), false, StandardCharsets.US_ASCII);
        console.done("1 → 2");
        // Then
        assertThat(written.toString()).isEqualTo("  ok 1 -> 2" + System.lineSeparator());
    }

    private Console console(boolean terminal) {
        return new Console(new PrintWriter(written), terminal, StandardCharsets.UTF_8);
    }
}
