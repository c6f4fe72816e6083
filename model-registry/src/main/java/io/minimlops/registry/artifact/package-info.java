/// Where versions' files lie: a port in the registry's words, and its S3 adapter.
@NullMarked
package io.minimlops.registry.artifact;

import org.jspecify.annotations.NullMarked;
