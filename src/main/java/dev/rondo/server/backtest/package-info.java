@NullMarked
package dev.rondo.server.backtest;

import org.jspecify.annotations.NullMarked;
