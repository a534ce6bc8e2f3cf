/// Who calls, what they may do, and what they did: keys, sessions, roles, projects, limits and the audit log.
@NullMarked
package dev.rondo.server.identity;

import org.jspecify.annotations.NullMarked;
