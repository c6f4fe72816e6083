package io.minimlops.features.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.minimlops.features.FeatureStoreConfig;
import io.minimlops.features.Platform;
import io.minimlops.features.storage.ObjectStore;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Platform
class DataFileCacheTest {

    @Inject ObjectStore store;
    @TempDir Path folder;
    private DataFileCache cache;

    @BeforeEach
    void aCacheOfTenBytes() {
        FeatureStoreConfig config =
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addSystemSources()
                        .withConverters(
                                new Converter<?>[] {
                                    new MemorySizeConverter(), new DurationConverter()
                                })
                        .withMapping(FeatureStoreConfig.class)
                        .withDefaultValue("mlops.features.cache.max-size", "10")
                        .withDefaultValue("mlops.features.data-dir", folder.toString())
                        .build()
                        .getConfigMapping(FeatureStoreConfig.class);
        cache = new DataFileCache(store, config);
    }

    private String uploaded(String content, boolean damaged) throws IOException {
        Path file = Files.writeString(folder.resolve(UUID.randomUUID().toString()), content);
        String key = "cache-test/" + UUID.randomUUID();
        String digest = damaged ? "0".repeat(64) : Digested.of(file).sha256();
        store.upload(key, file, digest);
        return key;
    }

    @Test
    void aCopyThatIsNotWhatWasWrittenIsNotUsed() throws IOException {
        // Given
        String damaged = uploaded("abc", true);
        String shorter = uploaded("abc", false);

        // When, then
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.open(damaged, 3))
                .withMessageContaining("is damaged");
        assertThatIllegalStateException().isThrownBy(() -> cache.open(shorter, 4));
        try (var lease = cache.open(shorter, 3)) {
            assertThat(lease.path()).hasContent("abc");
        }
    }

    @Test
    void theLeastUsedCopiesGoWhenThereAreTooManyButNeverOnesInUse() throws IOException {
        // Given
        String first = uploaded("aaaaaa", false);
        String second = uploaded("bbbbbb", false);

        // When
        var inUse = cache.open(first, 6);
        var other = cache.open(second, 6);

        // Then
        assertThat(inUse.path()).exists();
        assertThat(other.path()).exists();
        inUse.close();
        assertThat(inUse.path()).doesNotExist();
        other.close();
        assertThat(other.path()).exists();
    }
}
