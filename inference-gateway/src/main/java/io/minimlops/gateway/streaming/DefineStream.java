package io.minimlops.gateway.streaming;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a stream is to do.
///
/// @param deadLetterTopic absent: the input's name and `.dead-letter`
/// @param columns fields of the records by the model's names, where they differ
/// @param from `earliest` (absent: this) or `latest`
/// @param parallelism workers in each process; absent: 1
record DefineStream(
        @Nullable String deployment,
        @Nullable String inputTopic,
        @Nullable String outputTopic,
        @Nullable String deadLetterTopic,
        @Nullable Map<String, String> columns,
        @Nullable String from,
        @Nullable Integer parallelism,
        @Nullable Boolean paused,
        @Nullable String actor,
        @Nullable String reason) {}
