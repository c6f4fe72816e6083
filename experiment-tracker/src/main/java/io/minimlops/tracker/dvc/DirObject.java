package io.minimlops.tracker.dvc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.tracker.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A directory as DVC writes it down, to the byte: a JSON array of `{"md5", "relpath"}` sorted by
/// relpath, as Python's `json.dumps` spells it.
///
/// @param entries sorted by the code points of their relpaths
public record DirObject(List<DirEntry> entries) {

    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    public DirObject {
        entries = entries.stream().sorted((a, b) -> byCodePoint(a.relpath(), b.relpath())).toList();
    }

    /// @throws Refusal.Invalid unless the bytes are exactly what DVC would have written
    public static DirObject parse(byte[] bytes) {
        DirObject directory = new DirObject(read(bytes));
        for (int i = 1; i < directory.entries.size(); i++) {
            String path = directory.entries.get(i).relpath();
            if (path.equals(directory.entries.get(i - 1).relpath())) {
                throw unfit("two entries have the relpath '" + path + "'");
            }
        }
        if (!Arrays.equals(directory.bytes(), bytes)) {
            throw unfit(
                    "its bytes are not those of Python's json.dumps: entries sorted by relpath,"
                            + " ', ' and ': ' between, non-ASCII characters escaped, no newline");
        }
        return directory;
    }

    public byte[] bytes() {
        StringBuilder json = new StringBuilder(entries.size() * 80 + 2).append('[');
        for (DirEntry entry : entries) {
            json.append(json.length() == 1 ? "" : ", ").append("{\"md5\": \"").append(entry.md5());
            json.append("\", \"relpath\": \"");
            PythonJson.escape(entry.relpath(), json);
            json.append("\"}");
        }
        return json.append(']').toString().getBytes(US_ASCII);
    }

    /// Python compares strings by code point, Java by UTF-16 unit.
    private static int byCodePoint(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; ) {
            int left = a.codePointAt(i);
            int right = b.codePointAt(i);
            if (left != right) {
                return Integer.compare(left, right);
            }
            i += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
    }

    private static List<DirEntry> read(byte[] bytes) {
        JsonNode array;
        try {
            array = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw unfit("it is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw unfit("it cannot be read: " + e.getMessage());
        }
        if (!array.isArray()) {
            throw unfit("it is not a JSON array");
        }
        List<DirEntry> entries = new ArrayList<>(array.size());
        array.forEach(entry -> entries.add(entry(entry, entries.size())));
        return entries;
    }

    private static DirEntry entry(JsonNode entry, int index) {
        JsonNode md5 = entry.path("md5");
        JsonNode relpath = entry.path("relpath");
        if (entry.size() != 2 || !md5.isTextual() || !relpath.isTextual()) {
            throw unfit("entry " + index + " is not {\"md5\": …, \"relpath\": …}");
        }
        if (!MD5.matcher(md5.textValue()).matches()) {
            throw unfit("entry " + index + ": md5 is not 32 lowercase hexadecimal digits");
        }
        if (leadsElsewhere(relpath.textValue())) {
            throw unfit("entry " + index + ": relpath leads out of the directory");
        }
        return new DirEntry(md5.textValue(), relpath.textValue());
    }

    /// Whoever pulls the directory writes files at these paths.
    private static boolean leadsElsewhere(String path) {
        return Arrays.stream(path.split("/", -1))
                .anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    private static Refusal.Invalid unfit(String why) {
        return new Refusal.Invalid("This is not a directory object of DVC: " + why);
    }
}
