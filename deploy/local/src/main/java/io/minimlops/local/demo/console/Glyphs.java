package io.minimlops.local.demo.console;

import java.nio.charset.Charset;

/// The signs a terminal can show.
public record Glyphs(String done, String failed, String bar, String rest, String branch) {

    private static final Glyphs UNICODE = new Glyphs("✓", "✗", "█", "░", "│");
    private static final Glyphs ASCII = new Glyphs("ok", "FAILED", "#", ".", "|");

    public static Glyphs of(Charset charset) {
        return charset.newEncoder().canEncode("✓█░│") ? UNICODE : ASCII;
    }
}
