@NullMarked
package dev.rondo.engine.random;

import org.jspecify.annotations.NullMarked;
