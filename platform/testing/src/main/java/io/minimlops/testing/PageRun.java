package io.minimlops.testing;

import io.minimlops.embedded.Directories;
import io.minimlops.testing.ExercisePage.Step;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/// Carries out a page of exercises as a reader would: all steps in one bash, in an empty directory,
/// so that variables and files of one step are there in the next.
///
/// ```java
/// new PageRun(ExercisePage.read(page), Map.of("TRACKER", url)).check("curl", "awk");
/// ```
public final class PageRun {

    private static final int SECONDS = 120;

    private final ExercisePage page;
    private final Map<String, String> environment;
    private final String mark = "step " + UUID.randomUUID() + " ";

    /// @param environment variables the page takes, addresses above all
    public PageRun(ExercisePage page, Map<String, String> environment) {
        this.page = page;
        this.environment = environment;
    }

    /// What a step did.
    record Outcome(Step step, String output, int exit) {

        private String failure() {
            if (exit != 0) {
                return "line %d ended with %d:%n%s%n%s"
                        .formatted(step.line(), exit, step.commands(), output);
            }
            return "line %d should have shown %s:%n%s%n%s"
                    .formatted(step.line(), step.missing(output), step.commands(), output);
        }

        private boolean isAsWritten() {
            return exit == 0 && step.missing(output).isEmpty();
        }
    }

    /// @param tools the programs the page uses beside bash; without one of them the test is
    ///     aborted,
    ///     and says so
    /// @throws AssertionError naming the first step that did not do what the page says
    public void check(String... tools) {
        requireThere("bash");
        Arrays.stream(tools).forEach(this::requireThere);
        List<Outcome> outcomes = run();
        outcomes.stream()
                .filter(outcome -> !outcome.isAsWritten())
                .findFirst()
                .ifPresent(
                        failed -> {
                            throw new AssertionError(page.name() + ", " + failed.failure());
                        });
        if (outcomes.size() < page.steps().size()) {
            throw new AssertionError(
                    page.name() + " ended after " + outcomes.size() + " of its steps");
        }
    }

    List<Outcome> run() {
        try {
            Path directory = Files.createTempDirectory("exercise");
            try {
                return outcomes(output(directory));
            } finally {
                Directories.delete(directory);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the page cannot be carried out", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String output(Path directory) throws IOException, InterruptedException {
        Path script = directory.resolve(".script");
        Path output = directory.resolve(".output");
        Files.writeString(script, script());
        ProcessBuilder bash = new ProcessBuilder("bash", script.toString());
        bash.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().putAll(environment);
        Process process = bash.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            throw new AssertionError(
                    page.name()
                            + " takes more than "
                            + SECONDS
                            + " s:\n"
                            + Files.readString(output));
        }
        return Files.readString(output);
    }

    private String script() {
        StringBuilder script = new StringBuilder("set -o pipefail\n");
        for (Step step : page.steps()) {
            script.append(step.commands())
                    .append("printf '\\n%s%d\\n' '")
                    .append(mark)
                    .append("' $?\n");
        }
        return script.toString();
    }

    private List<Outcome> outcomes(String output) {
        List<Outcome> outcomes = new ArrayList<>();
        String rest = output;
        for (Step step : page.steps()) {
            int end = rest.indexOf(mark);
            if (end < 0) {
                break;
            }
            int lineEnd = rest.indexOf('\n', end);
            int exit = Integer.parseInt(rest.substring(end + mark.length(), lineEnd));
            outcomes.add(new Outcome(step, rest.substring(0, end).strip(), exit));
            rest = rest.substring(lineEnd + 1);
        }
        return outcomes;
    }

    private void requireThere(String tool) {
        String path = String.valueOf(System.getenv("PATH"));
        boolean there =
                Arrays.stream(path.split(File.pathSeparator, -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
        if (!there) {
            throw new TestAbortedException(
                    page.name() + " was not carried out: this machine has no " + tool);
        }
    }
}
