package io.minimlops.tracker.dataset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of one version's files in another. Each file of the two is in exactly one place.
///
/// @param changed the same path with other content
/// @param renamed the same content at another path; among equal contents the first in order of
///     their paths belong together
public record ManifestDiff(
        List<ManifestFile> added,
        List<ManifestFile> removed,
        List<Pair> changed,
        List<Pair> renamed,
        List<ManifestFile> unchanged) {

    /// A file before and after.
    public record Pair(ManifestFile before, ManifestFile after) {}

    public static ManifestDiff between(Manifest before, Manifest after) {
        Map<String, ManifestFile> gone = byPath(before);
        List<ManifestFile> fresh = new ArrayList<>();
        List<Pair> changed = new ArrayList<>();
        List<ManifestFile> unchanged = new ArrayList<>();
        for (ManifestFile file : after.files()) {
            ManifestFile old = gone.remove(file.path());
            if (old == null) {
                fresh.add(file);
            } else if (old.sha256().equals(file.sha256())) {
                unchanged.add(file);
            } else {
                changed.add(new Pair(old, file));
            }
        }
        List<Pair> renamed = renamed(gone, fresh);
        return new ManifestDiff(fresh, List.copyOf(gone.values()), changed, renamed, unchanged);
    }

    /// Takes what was renamed out of what has gone and what is new.
    private static List<Pair> renamed(Map<String, ManifestFile> gone, List<ManifestFile> fresh) {
        Map<String, Deque<ManifestFile>> byContent = new HashMap<>();
        for (ManifestFile file : gone.values()) {
            byContent.computeIfAbsent(file.sha256(), _ -> new ArrayDeque<>()).add(file);
        }
        List<Pair> renamed = new ArrayList<>();
        fresh.removeIf(
                file -> {
                    Deque<ManifestFile> same = byContent.get(file.sha256());
                    if (same == null || same.isEmpty()) {
                        return false;
                    }
                    ManifestFile old = same.removeFirst();
                    gone.remove(old.path());
                    return renamed.add(new Pair(old, file));
                });
        return renamed;
    }

    private static Map<String, ManifestFile> byPath(Manifest manifest) {
        Map<String, ManifestFile> files = new TreeMap<>();
        manifest.files().forEach(file -> files.put(file.path(), file));
        return files;
    }
}
