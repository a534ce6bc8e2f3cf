@NullMarked
package dev.rondo.server.web;

import org.jspecify.annotations.NullMarked;
