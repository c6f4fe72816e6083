package io.minimlops.registry.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minimlops.registry.Refusal.InvalidValue;
import io.minimlops.registry.Refused;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a page begins, in the form MLflow's own server uses: base64 of `{"offset": 20}`.
record PageToken(int offset) {

    private static final Pattern JSON = Pattern.compile("\\{\"offset\":\\s*(\\d{1,9})\\}");

    static PageToken parse(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return new PageToken(0);
        }
        try {
            Matcher json = JSON.matcher(new String(Base64.getDecoder().decode(token), UTF_8));
            if (json.matches()) {
                return new PageToken(Integer.parseInt(json.group(1)));
            }
        } catch (IllegalArgumentException e) {
            throw new Refused(new InvalidValue("Invalid page token, could not base64-decode"), e);
        }
        throw new Refused(new InvalidValue("Invalid page token, it holds no offset"));
    }

    String encoded() {
        return Base64.getEncoder()
                .encodeToString("{\"offset\": %d}".formatted(offset).getBytes(UTF_8));
    }
}
