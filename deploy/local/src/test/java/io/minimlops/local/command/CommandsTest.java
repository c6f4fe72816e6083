package io.minimlops.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.local.Mlops;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

    @TempDir Path home;

    private final StringWriter out = new StringWriter();

    @Test
    void statusOfAnEmptyHomeIsThatNothingRuns() {
        assertThat(run("status", "--home", home.toString())).isEqualTo(3);
        assertThat(out.toString()).contains("Nothing runs");
    }

    @Test
    void statusAsJsonIsStillJsonWhenNothingRuns() {
        run("status", "--json", "--home", home.toString());

        assertThat(out.toString()).contains("\"phase\" : \"stopped\"");
    }

    @Test
    void downOfAnEmptyHomeIsNoFailure() {
        assertThat(run("down", "--home", home.toString())).isZero();
    }

    @Test
    void anUnknownServiceIsAnsweredWithTheKnownOnes() {
        assertThat(run("logs", "nonsense", "--home", home.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("there are postgres, kafka, s3, experiment-tracker");
    }

    @Test
    void resetDeletesWhatIsOursAndNothingElse() throws Exception {
        Files.createDirectories(home.resolve("data/postgres"));
        Files.writeString(home.resolve("env"), "");
        Files.writeString(home.resolve("mine.txt"), "");

        assertThat(run("reset", "--yes", "--home", home.toString())).isZero();

        assertThat(home).isDirectoryContaining("glob:**/mine.txt");
        assertThat(home.resolve("data")).doesNotExist();
        assertThat(home.resolve("env")).doesNotExist();
    }

    @Test
    void upOnATakenPortNamesItAndStartsNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int offset = taken.getLocalPort() - 9000;

            int status =
                    run(
                            "up",
                            "--only-infra",
                            "--home",
                            home.toString(),
                            "--port-offset",
                            "" + offset);

            assertThat(status).isEqualTo(1);
            assertThat(out.toString())
                    .contains("port " + taken.getLocalPort() + " (s3) is taken by java")
                    .contains("Nothing was started");
            assertThat(home.resolve("run/state.json")).doesNotExist();
        }
    }

    private int run(String... args) {
        CommandLine commandLine = Mlops.commandLine();
        PrintWriter writer = new PrintWriter(out);
        return commandLine.setOut(writer).setErr(writer).execute(args);
    }
}
