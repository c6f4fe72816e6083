package io.minimlops.local.doctor;

/// One thing that was looked at.
///
/// @param advice what to do about it
sealed interface Finding {

    String what();

    record Good(String what) implements Finding {}

    record Doubtful(String what, String advice) implements Finding {}

    record Bad(String what, String advice) implements Finding {}
}
