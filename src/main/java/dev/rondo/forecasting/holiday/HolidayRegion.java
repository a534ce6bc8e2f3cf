package dev.rondo.forecasting.holiday;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Whose public holidays are meant. Codes are those of ISO 3166, in upper case.
///
/// @param country code of a country, such as `AU`
/// @param region code of a part of the country, such as `VIC`; parts of it follow behind `/`. Null for the holidays of the whole country
public record HolidayRegion(String country, @Nullable String region) {
  private static final String PARTS = "/";

  /// Throws [IllegalArgumentException], whose message begins with the name of the component and lists what is known.
  public HolidayRegion {
    country = country.toUpperCase(Locale.ROOT);
    if (!countries().contains(country))
      throw new IllegalArgumentException(
          "country must be one of %s, was '%s'".formatted(String.join(", ", countries()), country));
    if (region != null) region = checked(country, region.toUpperCase(Locale.ROOT));
  }

  private static TreeSet<String> countries() {
    TreeSet<String> countries = new TreeSet<>();
    for (String code : HolidayManager.getSupportedCalendarCodes())
      countries.add(code.toUpperCase(Locale.ROOT));
    return countries;
  }

  /// The region without the country that codes such as `AU-VIC` begin with.
  private static String checked(String country, String region) {
    String inside =
        region.startsWith(country + "-") ? region.substring(country.length() + 1) : region;
    CalendarHierarchy part = manager(country).getCalendarHierarchy();
    for (String code : inside.split(PARTS, -1)) {
      Map<String, CalendarHierarchy> known = new TreeMap<>();
      part.getChildren().forEach((id, child) -> known.put(id.toUpperCase(Locale.ROOT), child));
      CalendarHierarchy found = known.get(code);
      if (found == null)
        throw new IllegalArgumentException(
            known.isEmpty()
                ? "region must be left out, as there are no regions of '%s', was '%s'"
                    .formatted(part.getId().toUpperCase(Locale.ROOT), region)
                : "region must be one of %s, was '%s'"
                    .formatted(String.join(", ", known.keySet()), region));
      part = found;
    }
    return inside;
  }

  HolidayManager manager() {
    return manager(country);
  }

  private static HolidayManager manager(String country) {
    return HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
  }

  /// The codes of the region and its part.
  String[] parts() {
    return region == null ? new String[0] : region.toLowerCase(Locale.ROOT).split(PARTS, -1);
  }

  @Override
  public String toString() {
    return region == null ? country : country + "-" + region;
  }
}
