package io.minimlops.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.features.storage.ObjectStoreConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FeatureStoreConfigTest {

    @Test
    void theDefaultsSuitOneSmallMachine() {
        // Given
        SmallRyeConfig defaults =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addSystemSources()
                        .withConverters(
                                new org.eclipse.microprofile.config.spi.Converter<?>[] {
                                    new MemorySizeConverter(), new DurationConverter()
                                })
                        .withMapping(FeatureStoreConfig.class)
                        .withMapping(ObjectStoreConfig.class)
                        .build();

        // When
        FeatureStoreConfig config = defaults.getConfigMapping(FeatureStoreConfig.class);
        ObjectStoreConfig s3 = defaults.getConfigMapping(ObjectStoreConfig.class);

        // Then
        assertThat(config.bucket()).isEqualTo("mlops-features");
        assertThat(config.dataDir())
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "mini-mlops-features"));
        assertThat(config.upload().maxSize().asLongValue()).isEqualTo(1L << 30);
        assertThat(config.cache().maxSize().asLongValue()).isEqualTo(4L << 30);
        assertThat(config.duckdb().memory().asLongValue()).isEqualTo(512L << 20);
        assertThat(config.duckdb().jobs()).isEqualTo(2);
        assertThat(config.duckdb().threads()).isEqualTo(2);
        assertThat(config.online().partitions()).isEqualTo(4);
        assertThat(config.online().ackTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(s3.endpoint()).isEqualTo("http://127.0.0.1:9000");
    }
}
