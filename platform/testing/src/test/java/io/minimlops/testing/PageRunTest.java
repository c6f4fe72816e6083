package io.minimlops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class PageRunTest {

    @Test
    void stepsShareVariablesAndFilesAndAnswersAreCompared() {
        run("""
                        # A page
                        ```sh
                        name=world; echo text > file
                        ```
                        Prose.
                        ```sh
                        echo first; echo "hello $name, $FROM"; cat file
                        ```
                        It says:
                        ```text
                        hello w…d, outside
                        text
                        ```
                        """)
                .check("ls");
    }

    @Test
    void aStepThatShowsSomethingElseIsNamedByItsLine() {
        assertThatThrownBy(
                        () ->
                                run("""
                                                ```sh
                                                echo b; echo a
                                                ```
                                                ```text
                                                a
                                                b
                                                ```
                                                """)
                                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("page.md, line 2 should have shown [b]");
    }

    @Test
    void aStepThatFailsIsAFailureOfThePageEvenInAPipe() {
        assertThatThrownBy(() -> run("```sh\nfalse | cat\n```\n").check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ended with 1");
        assertThatThrownBy(() -> run("```sh\nexit 0\n```\n").check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("after 0 of its steps");
    }

    @Test
    void withoutAToolThePageIsNotCarriedOutAndItIsSaid() {
        assertThatThrownBy(() -> run("```sh\ntrue\n```\n").check("no-such-tool"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("this machine has no no-such-tool");
    }

    @Test
    void aPageWithoutCommandsIsNoExercise() {
        assertThatThrownBy(() -> run("```json\n{}\n```\n"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ExercisePage.parse("page.md", "```sh\ntrue\n```\n").steps()).hasSize(1);
    }

    private static PageRun run(String text) {
        return new PageRun(ExercisePage.parse("page.md", text), Map.of("FROM", "outside"));
    }
}
