@NullMarked
package dev.rondo;

import org.jspecify.annotations.NullMarked;
