package io.minimlops.local.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.local.command.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UiWheelTest {

    private static final String PAGES = "mlflow/server/js/build/";

    @TempDir Path folder;
    private Path target;

    @BeforeEach
    void anEmptyTarget() throws IOException {
        target = Files.createDirectories(folder.resolve("a/b/target"));
    }

    /// A package whose files hold their own names.
    static UiWheel wheel(Path file, String... names) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(UTF_8));
            }
        }
        return new UiWheel(file);
    }

    private UiWheel wheel(String... names) throws IOException {
        return wheel(folder.resolve("mlflow-3.11.1-py3-none-any.whl"), names);
    }

    @Test
    void onlyThePagesAreUnpacked() throws Exception {
        UiWheel wheel =
                wheel(
                        "mlflow/__init__.py",
                        PAGES + "index.html",
                        PAGES + "static/js/main.0123abcd.js");

        wheel.unpackTo(target);

        assertThat(target.resolve("index.html")).hasContent(PAGES + "index.html");
        assertThat(target.resolve("static/js/main.0123abcd.js")).exists();
        try (var files = Files.walk(folder)) {
            assertThat(files).noneMatch(it -> it.endsWith("__init__.py"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escaped.html",
                "static/../../escaped.html",
                "../../../escaped.html",
                "x/../.."
            })
    void whatWouldBeWrittenElsewhereIsRefused(String name) throws Exception {
        UiWheel wheel = wheel(PAGES + name, PAGES + "index.html");

        assertThatThrownBy(() -> wheel.unpackTo(target))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("would be written elsewhere");

        try (var files = Files.walk(folder)) {
            assertThat(files).noneMatch(it -> it.endsWith("escaped.html"));
        }
    }

    @Test
    void aPackageWithoutPagesIsRefused() throws Exception {
        UiWheel wheel = wheel("mlflow/__init__.py");

        assertThatThrownBy(() -> wheel.unpackTo(target))
                .hasMessageContaining("holds no user interface");
    }

    @Test
    void whatIsNoPackageIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("mlflow-3.11.1-py3-none-any.whl"), "no zip");

        assertThatThrownBy(() -> new UiWheel(text).unpackTo(target))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("is no Python package");
    }

    @Test
    void anotherPackageThanThePublishedOneIsToldByItsHash() throws Exception {
        UiWheel wheel = wheel(PAGES + "index.html");

        assertThatThrownBy(() -> wheel.verify(UiRelease.pinned().sha256()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("is not the package that was published");
    }

    @Test
    void theReleaseIsInTheName() {
        assertThat(UiWheel.version("mlflow-3.11.1-py3-none-any.whl")).isEqualTo("3.11.1");
        assertThat(UiWheel.version("mlflow-3.12.0rc1-py3-none-any.whl")).isEqualTo("3.12.0rc1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy-1.0-py3-none-any.whl", "mlflow.zip", "mlflow-..-py3.whl"})
    void aNameThatTellsNoReleaseIsRefused(String name) {
        assertThatThrownBy(() -> UiWheel.version(name)).isInstanceOf(CommandFailed.class);
    }
}
