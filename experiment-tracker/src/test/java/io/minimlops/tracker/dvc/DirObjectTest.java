package io.minimlops.tracker.dvc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minimlops.tracker.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirObjectTest {

    private static final String MD5 = "5d41402abc4b2a76b9719d911017c592";

    /// Written by DVC 3.67 itself: `Tree.as_bytes()` over names in many scripts.
    static byte[] dvcsOwn() throws IOException {
        try (InputStream golden =
                Objects.requireNonNull(DirObjectTest.class.getResourceAsStream("/dvc/tree.dir"))) {
            return golden.readAllBytes();
        }
    }

    @Test
    void whatDvcWroteIsReadAndWrittenAgainToTheByte() throws IOException {
        DirObject read = DirObject.parse(dvcsOwn());

        assertThat(read.entries()).hasSize(22);
        assertThat(read.entries()).extracting(DirEntry::relpath).contains("emoji 😀.txt", "数据.csv");
        assertThat(read.bytes()).isEqualTo(dvcsOwn());
    }

    @Test
    void entriesInAnyOrderAreWrittenAsDvcOrdersThem() throws IOException {
        List<DirEntry> entries = new ArrayList<>(DirObject.parse(dvcsOwn()).entries());
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            Collections.shuffle(entries, random);

            assertThat(new DirObject(entries).bytes()).isEqualTo(dvcsOwn());
        }
    }

    @Test
    void anyNamesSurviveTheWay() {
        Random random = new Random(6);
        for (int i = 0; i < 500; i++) {
            List<DirEntry> entries = new ArrayList<>();
            for (int j = random.nextInt(5); j >= 0; j--) {
                entries.add(new DirEntry(MD5, j + name(random)));
            }
            DirObject directory = new DirObject(entries);

            assertThat(DirObject.parse(directory.bytes())).isEqualTo(directory);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[",
                "[]\n",
                "[] ",
                "[1]",
                "[{\"md5\": \"M\"}]",
                "[{\"md5\": \"M\", \"relpath\": \"a\", \"size\": 1}]",
                "[{\"relpath\": \"a\", \"md5\": \"M\"}]",
                "[{\"md5\":\"M\",\"relpath\":\"a\"}]",
                "[{\"md5\": \"M\", \"relpath\": \"ä\"}]",
                "[{\"md5\": \"M\", \"relpath\": \"\\u00E4\"}]",
                "[{\"md5\": \"5D\", \"relpath\": \"a\"}]",
                "[{\"md5\": \"M\", \"relpath\": \"b\"}, {\"md5\": \"M\", \"relpath\": \"a\"}]",
                "[{\"md5\": \"M\", \"relpath\": \"a\"}, {\"md5\": \"M\", \"relpath\": \"a\"}]",
                "[{\"md5\": \"M\", \"relpath\": \"\"}]",
                "[{\"md5\": \"M\", \"relpath\": \"/etc/passwd\"}]",
                "[{\"md5\": \"M\", \"relpath\": \"a/../../b\"}]"
            })
    void whatDvcWouldNotHaveWrittenIsRefused(String json) {
        byte[] bytes = json.replace("M", MD5).getBytes(UTF_8);

        assertThatThrownBy(() -> DirObject.parse(bytes))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("not a directory object of DVC");
    }

    @Test
    void anEmptyDirectoryIsOne() {
        assertThat(DirObject.parse("[]".getBytes(UTF_8)).entries()).isEmpty();
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
            name.appendCodePoint(point == '/' ? '_' : point);
        }
        return name.toString();
    }
}
