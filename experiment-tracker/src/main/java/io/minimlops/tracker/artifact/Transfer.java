package io.minimlops.tracker.artifact;

import io.vertx.core.http.HttpClientResponse;

/// A file on its way out: the store's answer, its body not yet read.
public record Transfer(String name, HttpClientResponse answer) {}
