package io.minimlops.tracker.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.dataset.ManifestDiff.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestDiffTest {

    static ManifestFile file(String path, int content) {
        return new ManifestFile(
                path, "%032x".formatted(content), "%064x".formatted(content), content);
    }

    @Test
    void aFileUnderAnotherNameIsRenamedNotRemovedAndAdded() {
        Manifest before = new Manifest(List.of(file("a", 1), file("b", 2), file("c", 3)));
        Manifest after = new Manifest(List.of(file("d", 1), file("b", 4), file("e", 5)));

        ManifestDiff diff = ManifestDiff.between(before, after);

        assertThat(diff.renamed()).containsExactly(new Pair(file("a", 1), file("d", 1)));
        assertThat(diff.changed()).containsExactly(new Pair(file("b", 2), file("b", 4)));
        assertThat(diff.removed()).containsExactly(file("c", 3));
        assertThat(diff.added()).containsExactly(file("e", 5));
        assertThat(diff.unchanged()).isEmpty();
    }

    @Test
    void aCopyIsAdded() {
        Manifest before = new Manifest(List.of(file("a", 1)));
        Manifest after = new Manifest(List.of(file("a", 1), file("copy", 1)));

        assertThat(ManifestDiff.between(before, after).added()).containsExactly(file("copy", 1));
    }

    @Test
    void theDifferenceTurnsAnyVersionIntoTheOther() {
        Random random = new Random(11);
        for (int round = 0; round < 2000; round++) {
            Manifest before = some(random);
            Manifest after = random.nextInt(20) == 0 ? before : some(random);

            ManifestDiff diff = ManifestDiff.between(before, after);

            assertThat(applied(diff, before)).isEqualTo(after);
            assertThat(
                            diff.added().size()
                                    + diff.changed().size()
                                    + diff.renamed().size()
                                    + diff.unchanged().size())
                    .isEqualTo(after.files().size());
            assertThat(contents(diff.added()))
                    .doesNotContainAnyElementsOf(
                            diff.removed().isEmpty() ? List.of("none") : contents(diff.removed()));
        }
    }

    @Test
    void theSameFilesInAnyOrderHaveTheSameDigest() {
        Random random = new Random(12);
        for (int round = 0; round < 200; round++) {
            Manifest manifest = some(random);
            List<ManifestFile> files = new ArrayList<>(manifest.files());
            Collections.shuffle(files, random);

            assertThat(new Manifest(files).digest()).isEqualTo(manifest.digest());
        }
    }

    @Test
    void theDigestIsThatOfWhatSha256sumPrints() {
        Manifest manifest =
                new Manifest(
                        List.of(
                                new ManifestFile(
                                        "a",
                                        "5d41402abc4b2a76b9719d911017c592",
                                        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                                        5)));

        assertThat(manifest.digest())
                .isEqualTo("4b4a26c2f1d891924105322b0c53b3857b475f6022cb4974dc75a375bbdf3738");
        assertThat(new Manifest(List.of(file("a\nb", 1))).digest())
                .isNotEqualTo(new Manifest(List.of(file("a\\nb", 1))).digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a//b", "../a", "a/./b", "a/", "a\0b"})
    void pathsThatLeadElsewhereAreRefused(String path) {
        assertThatThrownBy(() -> file(path, 1)).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void twoFilesAtOnePathAreRefused() {
        assertThatThrownBy(() -> new Manifest(List.of(file("a", 1), file("a", 2))))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("'a'");
    }

    /// Few names and fewer contents, so that all kinds of change come up.
    private static Manifest some(Random random) {
        Map<String, ManifestFile> files = new TreeMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            String path = "f" + random.nextInt(10);
            files.put(path, file(path, random.nextInt(5)));
        }
        return new Manifest(List.copyOf(files.values()));
    }

    private static Manifest applied(ManifestDiff diff, Manifest before) {
        Map<String, ManifestFile> files = new TreeMap<>();
        before.files().forEach(file -> files.put(file.path(), file));
        diff.removed().forEach(file -> files.remove(file.path()));
        Stream.concat(diff.changed().stream(), diff.renamed().stream())
                .forEach(pair -> files.remove(pair.before().path(), pair.before()));
        Stream.concat(diff.changed().stream(), diff.renamed().stream())
                .forEach(pair -> files.put(pair.after().path(), pair.after()));
        diff.added().forEach(file -> files.put(file.path(), file));
        return new Manifest(List.copyOf(files.values()));
    }

    private static List<String> contents(List<ManifestFile> files) {
        return files.stream().map(ManifestFile::sha256).toList();
    }
}
