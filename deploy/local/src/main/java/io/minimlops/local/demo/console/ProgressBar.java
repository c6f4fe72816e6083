package io.minimlops.local.demo.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// How far a stage is. On a terminal one line that is drawn anew; elsewhere a line every quarter.
public final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 24;
    private static final int LINE = 100;
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private final Glyphs glyphs;
    private final String label;
    private final long total;
    private final long started = System.nanoTime();
    private long drawn = started - REDRAW_NANOS;
    private long quarter = -1;
    private long done;
    private String note = "";

    ProgressBar(PrintWriter out, boolean terminal, Glyphs glyphs, String label, long total) {
        this.out = out;
        this.terminal = terminal;
        this.glyphs = glyphs;
        this.label = label;
        this.total = Math.max(1, total);
    }

    /// @param done of the total; less than before is taken as no progress
    public void to(long done, String note) {
        this.done = Math.min(total, Math.max(this.done, done));
        this.note = note;
        if (terminal) {
            redraw(System.nanoTime());
        } else {
            lineEveryQuarter();
        }
    }

    /// Ends the bar where it is; a terminal's next line is free again.
    @Override
    public void close() {
        if (terminal) {
            out.println("\r" + padded(text()));
        } else if (quarter < 4 && done == total) {
            out.println(text());
        }
        out.flush();
    }

    String text() {
        int full = (int) (WIDTH * done / total);
        return String.format(
                Locale.ROOT,
                "  %-20s %s%s %3d%% %s  %s",
                label,
                glyphs.bar().repeat(full),
                glyphs.rest().repeat(WIDTH - full),
                100 * done / total,
                Console.seconds(Duration.ofNanos(System.nanoTime() - started)),
                note);
    }

    private void redraw(long now) {
        if (now - drawn >= REDRAW_NANOS || done == total) {
            drawn = now;
            out.print("\r" + padded(text()));
            out.flush();
        }
    }

    private void lineEveryQuarter() {
        long reached = 4 * done / total;
        if (reached > quarter) {
            quarter = reached;
            out.println(text());
            out.flush();
        }
    }

    private static String padded(String text) {
        return text.length() >= LINE
                ? text.substring(0, LINE)
                : text + " ".repeat(LINE - text.length());
    }
}
