package io.minimlops.local.demo.console;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;

/// The terminal. Where there is none (a file, a pipe, a build server), bars become single lines.
public final class Console {

    private final PrintWriter out;
    private final boolean terminal;
    private final Glyphs glyphs;

    public Console(PrintWriter out, boolean terminal, Charset charset) {
        this.out = out;
        this.terminal = terminal;
        this.glyphs = Glyphs.of(charset);
    }

    /// What the process was started on.
    public static Console ofProcess(PrintWriter out) {
        java.io.Console system = System.console();
        return new Console(
                out,
                system != null && system.isTerminal(),
                Charset.forName(
                        System.getProperty("stdout.encoding", Charset.defaultCharset().name())));
    }

    public void title(String text) {
        line("");
        line(text);
    }

    public void line(String text) {
        out.println(plain(text));
        out.flush();
    }

    public void done(String claim) {
        line("  " + glyphs.done() + " " + claim);
    }

    public void failed(String claim) {
        line("  " + glyphs.failed() + " " + claim);
    }

    /// Opens a progress bar; nothing else may be printed until it is finished.
    public ProgressBar bar(String label, long total) {
        return new ProgressBar(out, terminal, glyphs, label, total);
    }

    public Glyphs glyphs() {
        return glyphs;
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private String plain(String text) {
        return glyphs.done().equals("ok")
                ? text.replace("→", "->").replace("…", "...").replace("–", "-").replace("·", "-")
                : text;
    }
}
