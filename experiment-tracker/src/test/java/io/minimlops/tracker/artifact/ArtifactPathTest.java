package io.minimlops.tracker.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.tracker.Refusal;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactPathTest {

    @ParameterizedTest
    @CsvSource({
        "a/b.txt,a/b.txt",
        "a//b/,a/b",
        "my file,my file",
        "100%,100%",
        "a%20b,a%20b",
        "..a/b..,..a/b..",
        "...,...",
        "a+b,a+b"
    })
    void ordinaryPathsStayAsTheyAre(String sent, String kept) {
        assertThat(ArtifactPath.of(sent).value()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../a",
                "a/../b",
                "a/..",
                ".",
                "a/./b",
                "/a",
                "a\\b",
                "\\\\host\\a",
                "a#b",
                "C:/a",
                "c:a",
                "file:///a",
                "s3://b/a",
                "%2e%2e/a",
                "a/%2E%2e",
                "..%2fa",
                "%252e%252e%252fa",
                "%25252e%25252e/a",
                "a%5cb",
                "a%23b",
                "%2fa",
                "a\u0000",
                "a%00"
            })
    void pathsThatLeadElsewhereAreRefusedHoweverTheyAreEncoded(String sent) {
        assertThatThrownBy(() -> ArtifactPath.of(sent))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageStartingWith("Invalid path");
    }

    @Test
    void namesTooLongForADiskAreRefused() {
        assertThatThrownBy(() -> ArtifactPath.of("é".repeat(128))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ArtifactPath.of("a/".repeat(500))).isInstanceOf(Refusal.class);
    }

    @Test
    void whateverIsAcceptedStaysBelowItsRoot() {
        Random random = new Random(3);
        String[] parts = {
            "..", ".", "/", "%2e", "%2F", "%25", "a", "2e", "\\", "%5c", " ", "#", "+"
        };
        for (int i = 0; i < 50_000; i++) {
            String sent =
                    random.ints(1 + random.nextInt(8), 0, parts.length)
                            .mapToObj(part -> parts[part])
                            .collect(Collectors.joining());
            try {
                assertThat(("/" + ArtifactPath.of(sent).value() + "/"))
                        .doesNotContain("/../", "/./", "\\", "//..");
            } catch (Refusal.Invalid refused) {
                assertThat(refused).hasMessageContaining("Invalid path");
            }
        }
    }

    @Test
    void childrenLieBelowTheirParent() {
        ArtifactPath parent = ArtifactPath.of("1/run/artifacts");
        assertThat(parent.resolve(ArtifactPath.of("model/MLmodel")).value())
                .isEqualTo("1/run/artifacts/model/MLmodel");
        assertThat(parent.resolve(ArtifactPath.ROOT)).isEqualTo(parent);
        assertThat(parent.name()).isEqualTo("artifacts");
    }
}
