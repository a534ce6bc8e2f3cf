/// What the service must do for a user, over HTTP, on the data and with the figures of published work.
@NullMarked
package dev.rondo.acceptance;

import org.jspecify.annotations.NullMarked;
