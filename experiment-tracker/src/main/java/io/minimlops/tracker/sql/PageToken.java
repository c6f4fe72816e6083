package io.minimlops.tracker.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.minimlops.tracker.Refusal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the next page begins, opaque to clients: the last row's keys, bound to the search they
/// belong to.
public final class PageToken {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PageToken() {}

    /// @param search everything that decides which rows come in which order
    public static String write(Object search, List<String> keys) {
        List<String> content = new ArrayList<>(keys.size() + 1);
        content.add(Integer.toHexString(search.hashCode()));
        content.addAll(keys);
        try {
            return Base64.getUrlEncoder().encodeToString(JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of strings is always JSON", e);
        }
    }

    /// The last row's keys; none for the first page.
    ///
    /// @param size how many keys the search has
    public static List<String> read(Object search, @Nullable String token, int size) {
        List<String> keys = read(search, token);
        if (!keys.isEmpty() && keys.size() != size) {
            throw ofAnotherSearch();
        }
        return keys;
    }

    /// As many keys as were written.
    public static List<String> read(Object search, @Nullable String token) {
        if (token == null || token.isEmpty()) {
            return List.of();
        }
        String[] content = decoded(token);
        if (content.length < 2 || !content[0].equals(Integer.toHexString(search.hashCode()))) {
            throw ofAnotherSearch();
        }
        return List.of(content).subList(1, content.length);
    }

    public static Refusal ofAnotherSearch() {
        return new Refusal.Invalid(
                "Invalid page token: it belongs to a search with another filter or order");
    }

    private static String[] decoded(String token) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(token.getBytes(UTF_8)), UTF_8);
            return JSON.readValue(json, String[].class);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new Refusal.Invalid("Invalid page token, could not base64-decode");
        }
    }
}
