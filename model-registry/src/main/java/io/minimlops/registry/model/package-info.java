/// Registered models: the names versions are registered under.
@NullMarked
package io.minimlops.registry.model;

import org.jspecify.annotations.NullMarked;
