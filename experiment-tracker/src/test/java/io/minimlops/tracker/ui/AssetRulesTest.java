package io.minimlops.tracker.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssetRulesTest {

    @ParameterizedTest
    @CsvSource({
        "main.9479d285.js,true",
        "TelemetryLogger.telemetry-worker.d0f8ea2c83c08b63528f.worker.js,true",
        "index.html,false",
        "manifest.json,false",
        "main.js,false",
        "app.decade.js,false"
    })
    void onlyNamesThatChangeWithTheContentAreKept(String name, boolean kept) {
        assertThat(AssetRules.caching(name).contains("immutable")).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "index.html,text/html; charset=utf-8",
        "a.JS,text/javascript; charset=utf-8",
        "pdf.worker.min.mjs,text/javascript; charset=utf-8",
        "a.css,text/css; charset=utf-8",
        "font.woff2,font/woff2",
        "logo.svg,image/svg+xml",
        "none,application/octet-stream"
    })
    void typesAreThoseThatBrowsersAccept(String name, String type) {
        assertThat(AssetRules.mediaType(name)).isEqualTo(type);
    }
}
