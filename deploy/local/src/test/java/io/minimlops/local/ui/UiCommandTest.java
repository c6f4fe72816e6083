package io.minimlops.local.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.local.Mlops;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UiCommandTest {

    private static final String INDEX = "mlflow/server/js/build/index.html";

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();

    private int run(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "ui";
        args[1] = "--home";
        args[2] = folder.resolve("home").toString();
        System.arraycopy(more, 0, args, 3, more.length);
        PrintWriter writer = new PrintWriter(out);
        return Mlops.commandLine().setOut(writer).setErr(writer).execute(args);
    }

    private String wheel(String version) throws IOException {
        Path file = folder.resolve("mlflow-" + version + "-py3-none-any.whl");
        UiWheelTest.wheel(file, INDEX);
        return file.toString();
    }

    private Path current() {
        return folder.resolve("home/ui/current");
    }

    @Test
    void aGivenPackageIsShownAlsoTheSecondTime() throws Exception {
        String wheel = wheel("3.11.1");

        assertThat(run("--wheel", wheel)).isZero();
        assertThat(run("--wheel", wheel)).isZero();

        assertThat(current().resolve("index.html")).hasContent(INDEX);
        assertThat(out.toString()).contains("(3.11.1) will be at http://127.0.0.1:5000 after");
    }

    @Test
    void anotherReleaseTakesThePlaceOfTheFirst() throws Exception {
        run("--wheel", wheel("3.11.1"));

        run("--wheel", wheel("3.12.0"));

        assertThat(Files.readSymbolicLink(current())).hasToString("3.12.0");
        assertThat(folder.resolve("home/ui/3.11.1/index.html")).exists();
    }

    @Test
    void aBadPackageLeavesWhatIsShown() throws Exception {
        run("--wheel", wheel("3.11.1"));
        Path bad = Files.writeString(folder.resolve("mlflow-3.12.0-py3-none-any.whl"), "no zip");

        assertThat(run("--wheel", bad.toString())).isEqualTo(1);

        assertThat(current().resolve("index.html")).exists();
        assertThat(folder.resolve("home/ui")).isDirectoryNotContaining("glob:**/{.*,3.12*}");
    }

    @Test
    void withoutPipTheWayOutIsTold() {
        assertThat(run("--python", "no-such-python")).isEqualTo(1);

        assertThat(out.toString())
                .contains("'no-such-python -m pip' is not there")
                .contains("./mlops ui --wheel FILE");
    }

    @Test
    void whatPipSaysIsShown() throws Exception {
        Path python = folder.resolve("python");
        Files.writeString(python, "#!/bin/sh\necho 'ERROR: the index does not answer'\nexit 1\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();

        assertThat(run("--python", python.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains("pip could not download mlflow==" + UiRelease.pinned().version())
                .contains("ERROR: the index does not answer");
    }
}
