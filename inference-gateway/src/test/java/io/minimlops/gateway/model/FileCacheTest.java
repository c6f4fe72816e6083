package io.minimlops.gateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {

    @TempDir Path root;

    private final Map<String, String> objects = new HashMap<>();
    private int opened;

    private final ModelStore store =
            new ModelStore() {
                @Override
                public InputStream open(String bucket, String key) throws DamagedVersion {
                    opened++;
                    if (!objects.containsKey(key)) {
                        throw new DamagedVersion(key + " does not exist");
                    }
                    return new ByteArrayInputStream(objects.get(key).getBytes(UTF_8));
                }
            };

    private Manifest manifest(String path, String content) {
        String hash = HexFormat.of().formatHex(Sha256.of(content.getBytes(UTF_8)));
        String lines = hash + "  " + path + "\n";
        objects.put("p/" + path, content);
        return new Manifest(
                "m",
                "1",
                "b",
                "p/",
                HexFormat.of().formatHex(Sha256.of(lines.getBytes(UTF_8))),
                List.of(new Manifest.File(path, content.length(), hash)));
    }

    private FileCache cache() {
        return new FileCache(root, store);
    }

    @Test
    void filesAreFetchedOnce() throws Exception {
        // Given
        Manifest manifest = manifest("sub/model.onnx", "weights");

        // When
        Path first = cache().fetch(manifest, new LoadClock());
        Path second = cache().fetch(manifest, new LoadClock());

        // Then
        assertThat(first.resolve("sub/model.onnx")).hasContent("weights");
        assertThat(second).isEqualTo(first);
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void whatRottedOnThisDiskIsFetchedAnew() throws Exception {
        // Given
        Manifest manifest = manifest("model.onnx", "weights");
        Path directory = cache().fetch(manifest, new LoadClock());
        Files.writeString(directory.resolve("model.onnx"), "w_ights");

        // When
        Path again = cache().fetch(manifest, new LoadClock());

        // Then
        assertThat(again.resolve("model.onnx")).hasContent("weights");
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void alteredShortenedLengthenedOrMissingFilesAreNotServed() throws Exception {
        Manifest manifest = manifest("model.onnx", "weights");
        for (String content : new String[] {"w_ights", "weight", "weights!"}) {
            objects.put("p/model.onnx", content);
            assertThatExceptionOfType(DamagedVersion.class)
                    .isThrownBy(() -> cache().fetch(manifest, new LoadClock()))
                    .withMessageContaining("model.onnx");
        }
        objects.clear();
        assertThatExceptionOfType(DamagedVersion.class)
                .isThrownBy(() -> cache().fetch(manifest, new LoadClock()));
        try (var left = Files.list(root)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aManifestThatContradictsItselfIsDamaged() {
        // Given
        Manifest manifest = manifest("model.onnx", "weights");
        Manifest forged = new Manifest("m", "1", "b", "p/", "0".repeat(64), manifest.files());

        // Then
        assertThatExceptionOfType(DamagedVersion.class)
                .isThrownBy(() -> cache().fetch(forged, new LoadClock()))
                .withMessageContaining("digest");
    }

    @Test
    void aPathOutOfTheVersionIsDamaged() {
        for (String path : new String[] {"../evil", "/etc/evil", "a/../../evil"}) {
            assertThatExceptionOfType(DamagedVersion.class)
                    .isThrownBy(() -> cache().fetch(manifest(path, "x"), new LoadClock()))
                    .withMessageContaining("outside");
        }
    }

    @Test
    void pruningKeepsTheNewestAndWhatIsInUse() throws Exception {
        // Given
        Path oldest = cache().fetch(manifest("a", "1"), new LoadClock());
        Path middle = cache().fetch(manifest("b", "2"), new LoadClock());
        Path newest = cache().fetch(manifest("c", "3"), new LoadClock());
        Files.setLastModifiedTime(oldest, java.nio.file.attribute.FileTime.fromMillis(1));
        Files.setLastModifiedTime(middle, java.nio.file.attribute.FileTime.fromMillis(2));

        // When
        cache().prune(1, Set.of(oldest.getFileName().toString()));

        // Then
        assertThat(oldest).exists();
        assertThat(middle).doesNotExist();
        assertThat(newest).exists();
    }

    @Test
    void whatAKilledProcessHadHalfFetchedIsDeletedAndWhatIsBeingFetchedIsNot() throws Exception {
        // Given
        Path left = Files.createDirectories(root.resolve("a.partial1"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(60)));
        FileCache cache = cache();
        Path present = Files.createDirectories(root.resolve("b.partial2"));
        Files.setLastModifiedTime(present, FileTime.from(Instant.now().plusSeconds(60)));

        // When
        cache.prune(0, Set.of());

        // Then
        assertThat(root).isDirectoryContaining("glob:**b.partial2");
        assertThat(left).doesNotExist();
    }
}
