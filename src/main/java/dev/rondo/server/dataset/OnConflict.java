package dev.rondo.server.dataset;

/// How to treat a row whose value differs from the stored one at its series and time.
public enum OnConflict {
  FAIL,
  REPLACE
}
