/// The browser's pages: a directory that holds the user interface which MLflow publishes, served
/// as it is. It is looked at with every request, so pages that are put there appear at once.
@NullMarked
package io.minimlops.tracker.ui;

import org.jspecify.annotations.NullMarked;
