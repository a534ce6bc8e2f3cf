/// Entity tags of single resources, and the requests that depend on them.
@NullMarked
package dev.rondo.server.conditional;

import org.jspecify.annotations.NullMarked;
