package io.minimlops.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.gateway.model.ModelConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliasTableTest {

    @TempDir Path directory;
    private AliasTable table;

    @BeforeEach
    void start() {
        table = new AliasTable(config(), Runnable::run);
    }

    private ModelConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(ModelConfig.class)
                .withDefaultValue("mlops.gateway.data-dir", directory.toString())
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(ModelConfig.class);
    }

    private static RegisteredModel model(String name, String champion) {
        return new RegisteredModel(name, List.of(), Map.of("champion", champion));
    }

    @Test
    void anAnswerAskedForBeforeAnEventDoesNotUndoIt() {
        // Given
        table.synchronize(List.of(model("m", "1"), model("other", "1")), table.mark());
        long mark = table.mark();
        table.moved("m", "champion", "2");

        // When
        table.synchronize(List.of(model("m", "1"), model("other", "7")), mark);

        // Then
        assertThat(table.version("m", "champion")).contains("2");
        assertThat(table.version("other", "champion")).contains("7");
    }

    @Test
    void anAnswerAskedForLaterIsBelieved() {
        // Given
        table.moved("m", "champion", "2");

        // When
        table.synchronize(List.of(model("m", "3")), table.mark());

        // Then
        assertThat(table.version("m", "champion")).contains("3");
    }

    @Test
    void aRemovedAliasOrModelIsForgotten() {
        // Given
        table.synchronize(List.of(model("m", "1"), model("gone", "1")), table.mark());

        // When
        table.moved("m", "champion", null);
        table.synchronize(List.of(new RegisteredModel("m", List.of(), Map.of())), table.mark());

        // Then
        assertThat(table.modelsWith("champion")).isEmpty();
    }

    @Test
    void whatWasHeardLastSurvivesTheProcess() {
        // Given
        table.moved("m", "champion", "2");

        // When
        AliasTable later = new AliasTable(config(), Runnable::run);

        // Then
        assertThat(later.version("m", "champion")).contains("2");
    }
}
