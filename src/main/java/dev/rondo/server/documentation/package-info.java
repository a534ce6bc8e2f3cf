@NullMarked
package dev.rondo.server.documentation;

import org.jspecify.annotations.NullMarked;
