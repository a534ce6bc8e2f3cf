@NullMarked
package dev.rondo.server.forecast;

import org.jspecify.annotations.NullMarked;
