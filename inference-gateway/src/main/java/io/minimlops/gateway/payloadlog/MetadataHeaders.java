package io.minimlops.gateway.payloadlog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The headers that the attribute `metadata` tells.
final class MetadataHeaders {

    /// What both HTTP and gRPC call a header by.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final List<String> names;

    /// @throws IllegalArgumentException when one is no header's name
    MetadataHeaders(List<String> names) {
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "mlops.gateway.payload-log.metadata-headers: '%s' is no name of a header, which has letters, digits, '.', '_' and '-'"
                                .formatted(name));
            }
        }
        this.names = List.copyOf(names);
    }

    /// A JSON object of lists, as KServe has it; absent when no headers are to be told.
    @Nullable String of(SentHeaders sent) {
        if (names.isEmpty()) {
            return null;
        }
        Map<String, List<String>> told = new TreeMap<>();
        for (String name : names) {
            List<String> values = sent.all(name);
            if (!values.isEmpty()) {
                told.put(name, values);
            }
        }
        return AttributeJson.of(told);
    }
}
