package dev.rondo.server.job;

import java.util.List;

/// The warnings that the start of a job was answered with, as they are stored.
record JobWarnings(List<String> sentences) {}
