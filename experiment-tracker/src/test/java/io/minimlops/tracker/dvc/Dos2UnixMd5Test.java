package io.minimlops.tracker.dvc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Against hashes computed by DVC 3.67's `md5-dos2unix`.
class Dos2UnixMd5Test {

    @Test
    void smallFilesHashAsInDvc() throws IOException {
        JsonNode cases =
                JsonMapper.builder()
                        .build()
                        .readTree(Dos2UnixMd5Test.class.getResourceAsStream("/dvc/dos2unix.json"));

        for (JsonNode each : cases) {
            assertThat(md5(each.path("base64").binaryValue(), 1 << 20))
                    .as(each.path("name").asText())
                    .isEqualTo(each.path("md5").asText());
        }
        assertThat(cases).hasSize(7);
    }

    @Test
    void aLineEndAcrossTwoChunksIsLeftAsDvcLeavesIt() {
        byte[] content = "0123456789abcde\r\n".repeat(185_047).getBytes(US_ASCII);

        assertThat(md5(content, 1 << 20)).isEqualTo("ead2ebcef28d5764bfef3711c764d1ab");
    }

    @Test
    void howTheContentArrivesMakesNoDifference() {
        byte[] content = new byte[3_000_000];
        Random random = new Random(9);
        random.nextBytes(content);
        Arrays.fill(content, 0, 2_000_000, (byte) '\n');

        assertThat(md5(content, 777)).isEqualTo(md5(content, 3_000_000));
    }

    private static String md5(byte[] content, int step) {
        Dos2UnixMd5 md5 = new Dos2UnixMd5(true);
        for (int i = 0; i < content.length; i += step) {
            md5.update(content, i, Math.min(step, content.length - i));
        }
        return HexFormat.of().formatHex(md5.digest());
    }
}
