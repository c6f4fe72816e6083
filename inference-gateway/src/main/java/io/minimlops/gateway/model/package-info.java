/// Model versions in this process: their files fetched and verified, loaded, warmed up, leased to
/// requests, and closed when unused.
@NullMarked
package io.minimlops.gateway.model;

import org.jspecify.annotations.NullMarked;
