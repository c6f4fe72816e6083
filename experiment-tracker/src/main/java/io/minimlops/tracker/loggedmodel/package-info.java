/// Logged models: what a run produced, with its own parameters, tags, metrics and files.
@NullMarked
package io.minimlops.tracker.loggedmodel;

import org.jspecify.annotations.NullMarked;
