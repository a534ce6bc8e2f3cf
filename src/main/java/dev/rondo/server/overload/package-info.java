@NullMarked
package dev.rondo.server.overload;

import org.jspecify.annotations.NullMarked;
