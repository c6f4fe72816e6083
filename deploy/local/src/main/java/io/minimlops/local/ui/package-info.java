/// MLflow's user interface: fetched as it is published, unpacked beside the platform's other
/// files, served by the tracker. Nothing in it is changed.
@NullMarked
package io.minimlops.local.ui;

import org.jspecify.annotations.NullMarked;
