package io.minimlops.tracker.mlflow;

import io.minimlops.tracker.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tag, and with another meaning a parameter: a key and a value.
record WireTag(@Nullable String key, @Nullable String value) {

    static WireTag of(Tag tag) {
        return new WireTag(tag.key(), tag.value());
    }

    static List<WireTag> of(List<Tag> tags) {
        return tags.stream().map(WireTag::of).toList();
    }

    /// An absent value is an empty one.
    Tag tag(String place) {
        return new Tag(Required.text(place + "key", key), value == null ? "" : value);
    }

    /// @param list the list's name in the request, for messages
    static List<Tag> tags(String list, @Nullable List<WireTag> sent) {
        List<Tag> tags = new ArrayList<>();
        for (WireTag tag : BodyReader.list(sent)) {
            tags.add(tag.tag(list + "[" + tags.size() + "]."));
        }
        return tags;
    }
}
