package dev.rondo.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.server.Service;
import dev.rondo.server.identity.Closed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The dashboard of a service that asks for keys, in Chromium.
class SignedInTest {
  @Test
  void signsInCreatesAKeyAndSignsOut() {
    try (Closed closed = new Closed(Service.temporaryDirectory());
        Browser fresh = Browser.at(closed.service.root())) {
      fresh.desktop();
      fresh.open("#/");
      fresh.awaitText("h1", "Sign in");
      List<String> faults = new ArrayList<>(fresh.violations());
      fresh.type("input[name=key]", "rondo_wrong");
      fresh.click("Sign in");
      fresh.awaitText(".note.bad", "unknown, expired or revoked");
      fresh.type("input[name=key]", Closed.ADMIN);
      fresh.click("Sign in");
      fresh.awaitText("h1", "Forecasts of your own series");
      assertThat(fresh.script("return document.cookie")).isEqualTo("");
      fresh.console(); // the wrong key
      fresh.click("Access");
      fresh.settle();
      fresh.type("input[name=project-name]", "energy");
      fresh.click("Create a project");
      fresh.awaitText("[aria-label=Projects]", "energy");
      fresh.type("input[name=key-name]", "from the dashboard");
      fresh.click("Create a key");
      fresh.awaitText(".note.good", "rondo_");
      fresh.awaitText("[aria-label=Keys]", "from the dashboard");
      for (String theme : List.of("light", "dark")) {
        fresh.theme(theme);
        faults.addAll(fresh.violations());
      }
      fresh.phone();
      fresh.settle();
      assertThat(fresh.scrollsSideways()).isFalse();
      assertThat(faults).isEmpty();
      assertThat(fresh.console()).isEmpty();
      fresh.desktop();
      fresh.click("Sign out");
      fresh.awaitText("h1", "Sign in");
    }
  }

  @Test
  void aReaderForecastsAndIsNotOfferedToKeep() {
    try (Closed closed = new Closed(Service.temporaryDirectory());
        Browser fresh = Browser.at(closed.service.root())) {
      Samples.prepare(closed.service.with("Authorization", "Bearer " + Closed.ADMIN));
      fresh.desktop();
      fresh.open("#/");
      fresh.type("input[name=key]", closed.key("looks", "reader", List.of("default"), ""));
      fresh.click("Sign in");
      fresh.awaitText("h1", "Forecasts of your own series");
      fresh.console(); // a hint of Chromium for forms with passwords
      String newest =
          closed.get(Closed.ADMIN, "/api/v1/models/latest").json().get("id").stringValue();
      fresh.open("#/forecast/" + newest);
      fresh.awaitText(".figures", "80%:");
      assertThat(fresh.script("return document.querySelector('main').innerText"))
          .asString()
          .contains("CSV")
          .doesNotContain("Keep this forecast");
      assertThat(fresh.script("return document.querySelectorAll('.note.bad').length"))
          .isEqualTo(0L);
      assertThat(fresh.console()).isEmpty();
    }
  }
}
