package io.minimlops.tracker.run;

import java.util.List;
import java.util.random.RandomGenerator;

/// Names for runs that nobody named: `patient-otter-417`.
final class RunNames {

    private static final List<String> ADJECTIVES =
            List.of(
                    "able",
                    "agile",
                    "amused",
                    "bold",
                    "brave",
                    "bright",
                    "calm",
                    "candid",
                    "clever",
                    "curious",
                    "dapper",
                    "eager",
                    "fearless",
                    "funny",
                    "gentle",
                    "glad",
                    "grand",
                    "honest",
                    "jolly",
                    "keen",
                    "kind",
                    "lively",
                    "loyal",
                    "lucky",
                    "mellow",
                    "merry",
                    "nimble",
                    "patient",
                    "polite",
                    "proud",
                    "quick",
                    "quiet",
                    "rare",
                    "serious",
                    "shiny",
                    "sincere",
                    "smart",
                    "spry",
                    "steady",
                    "swift",
                    "tidy",
                    "upbeat",
                    "vivid",
                    "witty");

    private static final List<String> ANIMALS =
            List.of(
                    "ant", "badger", "bat", "bear", "bee", "bird", "bison", "boar", "carp", "cat",
                    "cow", "crab", "crane", "crow", "deer", "dog", "dove", "duck", "eel", "elk",
                    "finch", "fish", "fox", "frog", "goat", "goose", "gull", "hare", "hawk", "hen",
                    "horse", "ibis", "jay", "koi", "lamb", "lark", "lynx", "mole", "moose", "moth",
                    "mouse", "mule", "newt", "otter", "owl", "panda", "quail", "ram", "rat", "seal",
                    "shad", "shark", "sheep", "shrew", "skunk", "sloth", "snail", "squid", "stag",
                    "swan", "toad", "trout", "vole", "wasp", "whale", "wolf", "wren", "yak",
                    "zebra");

    private RunNames() {}

    static String random(RandomGenerator dice) {
        return "%s-%s-%d"
                .formatted(
                        ADJECTIVES.get(dice.nextInt(ADJECTIVES.size())),
                        ANIMALS.get(dice.nextInt(ANIMALS.size())),
                        dice.nextInt(1000));
    }
}
