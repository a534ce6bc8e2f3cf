/// Names that stand for a model and can be moved to another one.
@NullMarked
package dev.rondo.server.alias;

import org.jspecify.annotations.NullMarked;
