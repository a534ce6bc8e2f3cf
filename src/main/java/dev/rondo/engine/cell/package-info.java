@NullMarked
package dev.rondo.engine.cell;

import org.jspecify.annotations.NullMarked;
