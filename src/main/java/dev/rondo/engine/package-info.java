@NullMarked
package dev.rondo.engine;

import org.jspecify.annotations.NullMarked;
