package io.minimlops.tracker.dvc;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// The DVC remote as the tests speak to it.
public final class Dvc {

    private Dvc() {}

    public static String md5(byte[] content) {
        return HexFormat.of().formatHex(Hashing.md5().digest(content));
    }

    public static String url(String repo, String name) {
        return "/dvc/" + repo + "/files/md5/" + name.substring(0, 2) + "/" + name.substring(2);
    }

    /// @return its id
    public static String push(String repo, String content) {
        String name = md5(content.getBytes(UTF_8));
        given().body(content.getBytes(UTF_8)).post(url(repo, name)).then().statusCode(200);
        return name;
    }

    /// Files whose paths are their contents.
    ///
    /// @return the directory's id
    public static String pushDirectory(String repo, String... contents) {
        byte[] directory = directory(Arrays.stream(contents).map(c -> entry(repo, c)).toList());
        String name = md5(directory) + ".dir";
        given().body(directory).post(url(repo, name)).then().statusCode(200);
        return name;
    }

    static byte[] directory(List<DirEntry> entries) {
        return new DirObject(entries).bytes();
    }

    private static DirEntry entry(String repo, String content) {
        return new DirEntry(push(repo, content), content);
    }
}
