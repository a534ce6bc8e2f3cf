@NullMarked
package dev.rondo.server.model;

import org.jspecify.annotations.NullMarked;
