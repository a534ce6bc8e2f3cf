/// Tests of the service for its users: over HTTP, with the data and figures of published work.
@NullMarked
package dev.rondo.acceptance;

import org.jspecify.annotations.NullMarked;
