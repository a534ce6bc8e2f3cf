/// Projects, which separate the data of their users from those of others.
@NullMarked
package dev.rondo.server.project;

import org.jspecify.annotations.NullMarked;
