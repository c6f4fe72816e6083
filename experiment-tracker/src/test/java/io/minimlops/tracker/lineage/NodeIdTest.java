package io.minimlops.tracker.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.tracker.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run:4f",
                "model:a@b@3",
                "dataset:flights@1",
                "mlflow-dataset:7/a/b@c@d1",
                "pipeline-run:5",
                "training-set:x",
                "logged-model:m-1"
            })
    void whatIsWrittenIsReadBack(String text) {
        assertThat(NodeId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "run:",
                "model:a",
                "model:@1",
                "model:a@",
                "robot:1",
                "RUN:1",
                ":"
            })
    void whatNamesNoNodeIsRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> NodeId.parse(text))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("run:<id>");
    }

    @org.junit.jupiter.api.Test
    void aNameMayHoldAnAtTheVersionMayNot() {
        NodeId model = NodeId.parse("model:a@b@3");

        assertThat(model.stem()).isEqualTo("a@b");
        assertThat(model.version()).isEqualTo("3");
    }
}
