/// Keeps the clients in Python and TypeScript equal to the OpenAPI document, and runs them.
@NullMarked
package dev.rondo.clients;

import org.jspecify.annotations.NullMarked;
