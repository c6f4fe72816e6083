package io.minimlops.orchestrator.casefile;

/// What an entry of a timeline is about.
public enum EntryKind {
    DRIFT,
    RUN_STARTED,
    STEP,
    TRAINING_SET,
    TRAINED,
    EVALUATED,
    GATE,
    REGISTERED,
    PROMOTED,
    ALIAS_MOVED,
    ROLLED_BACK,
    CANARY_STARTED,
    CANARY_JUDGED,
    CANARY_ENDED,
    RUN_FINISHED
}
