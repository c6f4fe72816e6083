/// The experiment tracker: what was tried, with which parameters, and what came out of it.
/// This package holds the words that every feature below shares.
@NullMarked
package io.minimlops.tracker;

import org.jspecify.annotations.NullMarked;
