package io.minimlops.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.batch.BatchRunner.Ran;
import io.minimlops.gateway.batch.BatchRunner.Timing;
import io.minimlops.gateway.runtime.Execution;
import io.minimlops.gateway.runtime.ModelGraph;
import io.minimlops.gateway.runtime.ModelRuntime;
import io.minimlops.gateway.runtime.ModelSource;
import io.minimlops.gateway.tensor.DataType;
import io.minimlops.gateway.tensor.Shape;
import io.minimlops.gateway.tensor.Tensor;
import io.minimlops.gateway.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarmUpTest {

    private static final TensorSpec MATRIX =
            new TensorSpec("input", DataType.FP32, Shape.of(-1, 3));

    @TempDir Path directory;

    /// Keeps what it was run with.
    private record Recorder(List<TensorSpec> inputs, List<List<Tensor>> asked)
            implements ModelRuntime, ModelGraph, Execution {

        Recorder(TensorSpec... inputs) {
            this(List.of(inputs), new ArrayList<>());
        }

        @Override
        public String flavour() {
            return "recorder";
        }

        @Override
        public String platform() {
            return "test_recorder";
        }

        @Override
        public String backend() {
            return "recorder";
        }

        @Override
        public ModelGraph load(ModelSource source, int threads) {
            return this;
        }

        @Override
        public List<TensorSpec> outputs() {
            return inputs;
        }

        @Override
        public boolean isBatchable() {
            return true;
        }

        @Override
        public Execution newExecution() {
            return this;
        }

        @Override
        public Ran<List<Tensor>> run(List<List<Tensor>> requests) {
            asked.addAll(requests);
            return new Ran<>(requests, Timing.NONE);
        }

        @Override
        public void close() {}
    }

    private void load(Recorder recorder, String signature, String... files) throws Exception {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("MLmodel", ("flavors:\n  recorder: {data: x}\n" + signature).getBytes(UTF_8));
        for (int i = 0; i < files.length; i += 2) {
            all.put(files[i], files[i + 1].getBytes(UTF_8));
        }
        new Versions(directory).with(recorder).load(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "input_example.json | '{\"columns\":[\"c\",\"a\",\"b\"],\"data\":[[3,1,2],[6,4,null]]}'",
                "input_example.json | '[[1,2,3],[4,null,6]]'",
                "input_example.json | '[{\"a\":1,\"b\":2,\"c\":3},{\"a\":4,\"b\":null,\"c\":6}]'",
                "input_example.json | '{\"input\":[[1,2,3],[4,null,6]]}'",
                "serving_input_example.json |"
                        + " '{\"dataframe_split\":{\"columns\":[\"a\",\"b\",\"c\"],\"data\":[[1,2,3],[4,null,6]]}}'",
                "serving_input_example.json | '{\"inputs\":[[1,2,3],[4,null,6]]}'",
                "serving_input_example.json | '{\"instances\":[[1,2,3],[4,null,6]]}'",
                "serving_input_example.json | '{\"inputs\":{\"input\":[[1,2,3],[4,null,6]]}}'"
            })
    void aModelIsWarmedUpOnItsOwnExample(String file, String example) throws Exception {
        // Given
        Recorder recorder = new Recorder(MATRIX);
        String signature =
                "signature:\n  inputs: '[{\"name\":\"a\",\"type\":\"double\"},"
                        + "{\"name\":\"b\",\"type\":\"double\"},{\"name\":\"c\",\"type\":\"double\"}]'\n";

        // When
        load(recorder, signature, file, example);

        // Then
        Tensor one = recorder.asked().getFirst().getFirst();
        Tensor batch = recorder.asked().getLast().getFirst();
        assertThat(one.shape()).isEqualTo(Shape.of(1, 3));
        assertThat(batch.shape()).isEqualTo(Shape.of(32, 3));
        assertThat(batch.number(0)).isEqualTo(1);
        assertThat(batch.number(2)).isEqualTo(3);
        assertThat(batch.number(3)).isEqualTo(4);
        assertThat(batch.number(4)).isNaN();
        assertThat(batch.number(6)).as("the first row again").isEqualTo(1);
    }

    @Test
    void columnsThatAreInputsOfTheirOwnAreTakenByName() throws Exception {
        // Given
        Recorder recorder =
                new Recorder(
                        new TensorSpec("age", DataType.INT64, Shape.of(-1, 1)),
                        new TensorSpec("city", DataType.BYTES, Shape.of(-1)));

        // When
        load(
                recorder,
                "",
                "input_example.json",
                "{\"columns\":[\"city\",\"age\"],\"data\":[[\"Köln\",42]]}");

        // Then
        List<Tensor> asked = recorder.asked().getFirst();
        assertThat(asked.get(0).shape()).isEqualTo(Shape.of(1, 1));
        assertThat(asked.get(0).number(0)).isEqualTo(42);
        assertThat(asked.get(1).content())
                .isInstanceOfSatisfying(
                        Tensor.Strings.class,
                        strings ->
                                assertThat(strings.elements().getFirst())
                                        .isEqualTo("Köln".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'[[1,2]]'",
                "'[[1,2,3],[1,2]]'",
                "'{\"columns\":[\"x\"],\"data\":[[1]]}'",
                "'{'",
                "'[]'",
                "'7'"
            })
    void anExampleThatDoesNotFitIsReplacedByZeros(String example) throws Exception {
        // Given
        Recorder recorder = new Recorder(MATRIX);

        // When
        load(recorder, "", "input_example.json", example);

        // Then
        Tensor asked = recorder.asked().getFirst().getFirst();
        assertThat(asked.shape()).isEqualTo(Shape.of(1, 3));
        assertThat(asked.number(0)).isZero();
    }

    @Test
    void aModelThatIsSlowerThanTheLimitRunsOnce() throws Exception {
        // Given
        Recorder recorder = new Recorder(MATRIX);

        // When
        new Versions(directory)
                .with(recorder)
                .with("mlops.gateway.model.warmup-limit", "PT0S")
                .load(Map.of("MLmodel", "flavors:\n  recorder: {data: x}\n".getBytes(UTF_8)));

        // Then
        assertThat(recorder.asked()).hasSize(1);
    }
}
