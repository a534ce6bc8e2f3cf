package dev.rondo.server.job;

import dev.rondo.forecasting.auto.Decision;
import java.util.List;

/// The choices of an automatic training, as they are stored with its job.
record JobPlan(List<Decision> decisions) {}
