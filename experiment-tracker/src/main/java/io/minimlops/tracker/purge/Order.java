package io.minimlops.tracker.purge;

import java.util.List;

/// A purge as it is asked for.
///
/// @param kept runs that are left alone
record Order(Kind kind, String subject, String actor, boolean forced, List<String> kept) {}
