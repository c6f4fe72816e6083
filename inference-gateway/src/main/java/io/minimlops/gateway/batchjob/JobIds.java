package io.minimlops.gateway.batchjob;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names of jobs: their time first, so that names sort as jobs came.
final class JobIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
    private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{9}-[0-9a-f]{8}");

    private JobIds() {}

    static String fresh(Instant now) {
        return TIME.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    static boolean isOne(String id) {
        return FORM.matcher(id).matches();
    }
}
