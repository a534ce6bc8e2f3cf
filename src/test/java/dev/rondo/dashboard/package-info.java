/// The dashboard in a real browser.
@NullMarked
package dev.rondo.dashboard;

import org.jspecify.annotations.NullMarked;
