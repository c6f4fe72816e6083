package io.minimlops.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.runtime.Device;
import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.runtime.ModelRuntime;
import io.minimlops.gateway.runtime.ModelSource;
import io.minimlops.gateway.runtime.UnloadableModel;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import io.minimlops.gateway.testing.OnnxModel;
import io.minimlops.gateway.testing.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeChoiceTest {

    @TempDir Path directory;

    /// All of a second runtime: models are text files with a number, which is added to every input.
    private record Adder() implements ModelRuntime {
        @Override
        public String flavour() {
            return "adder";
        }

        @Override
        public String platform() {
            return "test_adder";
        }

        @Override
        public String backend() {
            return "adder";
        }

        @Override
        public ModelGraph load(ModelSource source, int threads) throws UnloadableModel {
            try {
                return new Sum(Float.parseFloat(Files.readString(source.file())));
            } catch (IOException | NumberFormatException e) {
                throw new UnloadableModel("no number", e);
            }
        }
    }

    private record Sum(float added) implements ModelGraph, Execution {
        @Override
        public List<TensorSpec> inputs() {
            return List.of(new TensorSpec("x", DataType.FP32, Shape.of(-1, 1)));
        }

        @Override
        public List<TensorSpec> outputs() {
            return List.of(new TensorSpec("y", DataType.FP32, Shape.of(-1, 1)));
        }

        @Override
        public boolean isBatchable() {
            return true;
        }

        @Override
        public Device device() {
            return Device.GPU;
        }

        @Override
        public Execution newExecution() {
            return this;
        }

        @Override
        public Ran<List<Tensor>> run(List<List<Tensor>> requests) {
            List<List<Tensor>> answers = new ArrayList<>();
            for (List<Tensor> request : requests) {
                float x = (float) request.getFirst().number(0);
                answers.add(List.of(Tensors.matrix("y", new float[] {x + added})));
            }
            return new Ran<>(answers, Timing.NONE);
        }

        @Override
        public void close() {}
    }

    @Test
    void anotherRuntimeIsAddedByBeingThere() throws Exception {
        // Given
        Versions versions = new Versions(directory).with(new Adder());

        // When
        LoadedVersion version =
                versions.load(
                        Map.of(
                                "MLmodel",
                                "flavors:\n  adder: {data: n.txt}\n".getBytes(UTF_8),
                                "n.txt",
                                "40".getBytes(UTF_8)));

        // Then
        List<Tensor> answer = Served.one(version, List.of(Tensors.matrix("x", new float[] {2})));
        assertThat(answer.getFirst().number(0)).isEqualTo(42);
        assertThat(version.platform()).isEqualTo("test_adder");
        assertThat(version.backend()).isEqualTo("adder");
        assertThat(version.device()).isEqualTo(Device.GPU);
    }

    @Test
    void aFlavourThatNobodyExecutesIsNamedBesideThoseThatAre() {
        byte[] description =
                "flavors:\n  python_function: {data: m}\n  sklearn: {pickled_model: m}\n"
                        .getBytes(UTF_8);

        assertThatThrownBy(() -> new Versions(directory).load("MLmodel", description))
                .isInstanceOf(LoadFailed.class)
                .hasMessage(
                        "its flavours are [python_function, sklearn]; served are [onnx, xgboost]");
    }

    @Test
    void aSingleOnnxFileIsEnoughWhateverItIsCalled() throws Exception {
        LoadedVersion version =
                new Versions(directory)
                        .load("deep/net-v7.onnx", OnnxModel.identity(OnnxModel.FLOAT, -1, 2));

        assertThat(version.platform()).isEqualTo("onnxruntime_onnx");
        assertThat(version.device()).isEqualTo(Device.CPU);
    }

    @Test
    void ofTwoOnnxFilesNoneIsGuessed() {
        byte[] model = OnnxModel.identity(OnnxModel.FLOAT, -1, 2);

        assertThatThrownBy(
                        () ->
                                new Versions(directory)
                                        .load(Map.of("a.onnx", model, "b.onnx", model)))
                .hasMessageContaining("has one .onnx file, this has [a.onnx, b.onnx]");
    }

    @Test
    void anMlmodelThatPointsOutOfItsVersionIsRefused() {
        byte[] description = "flavors:\n  onnx: {data: ../../x.onnx}\n".getBytes(UTF_8);

        assertThatThrownBy(() -> new Versions(directory).load("MLmodel", description))
                .hasMessage("MLmodel names a file outside the version: ../../x.onnx");
    }

    @Test
    void withoutAGpuItIsTheCpuUnlessTheGpuIsDemanded() throws Exception {
        byte[] model = OnnxModel.identity(OnnxModel.FLOAT, -1, 2);
        Versions versions = new Versions(directory);

        assertThat(versions.load("model.onnx", model).device()).isEqualTo(Device.CPU);
        assertThatThrownBy(
                        () ->
                                versions.with("mlops.gateway.runtime.provider", "cuda")
                                        .load("model.onnx", model))
                .hasMessageContaining("mlops.gateway.runtime.provider is cuda");
    }

    @Test
    void executorsTimesThreadsNeverExceedTheCores() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        LoadedVersion version =
                new Versions(directory)
                        .with("mlops.gateway.model.executors", "64")
                        .with("mlops.gateway.model.threads", String.valueOf(cores))
                        .load("model.onnx", OnnxModel.identity(OnnxModel.FLOAT, -1, 2));

        assertThat(version.standard().batching().executors()).isEqualTo(1);
        assertThat(version.standard().mostExecutors()).isEqualTo(1);
    }
}
