package io.minimlops.registry.version;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.registry.artifact.ArtifactLocation;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final ArtifactLocation LOCATION = new ArtifactLocation("bucket", "model/");
    private static final String EMPTY =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void theDigestIsWhatSha256sumSaysOfItsOwnOutput() {
        Manifest manifest = new Manifest(LOCATION, List.of(new ManifestFile("MLmodel", 0, EMPTY)));

        assertThat(manifest.digest()).isEqualTo(Sha256.of((EMPTY + "  MLmodel\n").getBytes(UTF_8)));
    }

    @Test
    void theDigestDoesNotDependOnTheOrderOfListing() {
        ManifestFile a = new ManifestFile("a", 1, EMPTY);
        ManifestFile b = new ManifestFile("b/c", 2, EMPTY);

        assertThat(new Manifest(LOCATION, List.of(b, a)).digest())
                .isEqualTo(new Manifest(LOCATION, List.of(a, b)).digest());
    }

    @Test
    void hashingReadsToTheEnd() throws Exception {
        byte[] content = new byte[200_000];

        Sha256.Hashed hashed = Sha256.of(new ByteArrayInputStream(content));

        assertThat(hashed).isEqualTo(new Sha256.Hashed(200_000, Sha256.of(content)));
    }
}
