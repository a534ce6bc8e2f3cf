/// Backtests: forecasts of several candidates from rolling origins, their errors, and a leaderboard.
@NullMarked
package dev.rondo.forecasting.backtest;

import org.jspecify.annotations.NullMarked;
