package io.minimlops.tracker.dvc;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/// Content that is fetched only when the client, having seen the headers, still listens.
///
/// @param length in bytes
/// @param source asked once; empty when the content has gone
record HeldContent(long length, Supplier<Optional<InputStream>> source) {}
