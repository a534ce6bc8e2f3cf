/// Deletes what is older than the settings allow. Keys, the audit log, kept forecasts and answers to repeated requests have settings
/// in their own packages.
@NullMarked
package dev.rondo.server.retention;

import org.jspecify.annotations.NullMarked;
