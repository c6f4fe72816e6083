package io.minimlops.orchestrator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxModelTest {

    @Test
    void batchesDoNotChangeAScore() {
        Dataset data = Flights.of(1, 2_500, 0.2);
        try (OnnxModel model = OnnxModel.load(onnx())) {
            float[] together = model.score(data);

            assertThat(model.score(data.slice(1_023, 1_026)))
                    .containsExactly(together[1_023], together[1_024], together[1_025]);
            assertThat(model.score(data.slice(0, 0))).isEmpty();
        }
    }

    @Test
    void aModelWithOtherColumnsIsRefused() {
        Dataset data = Flights.of(1, 10, 0).select(List.of("hour", "distance"));
        try (OnnxModel model = OnnxModel.load(onnx())) {
            assertThatThrownBy(() -> model.score(data))
                    .isInstanceOf(UnusableModel.class)
                    .hasMessage("the model takes 4 columns, the data has 2");
        }
    }

    @Test
    void damagedBytesAreRefused() {
        byte[] half = Arrays.copyOf(onnx(), 500);

        assertThatThrownBy(() -> OnnxModel.load(half)).isInstanceOf(UnusableModel.class);
        assertThatThrownBy(() -> OnnxModel.load(new byte[] {1, 2, 3}))
                .isInstanceOf(UnusableModel.class);
    }

    private static byte[] onnx() {
        try (TrainedModel model =
                new Trainer().train(Flights.of(1, 1_000, 0.1), Flights.quick(10, 4, 1))) {
            return model.onnx();
        }
    }
}
