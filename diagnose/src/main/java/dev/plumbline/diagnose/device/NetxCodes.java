package dev.plumbline.diagnose.device;

import dev.plumbline.tls.alert.AlertDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of NetX Secure's statuses, which moved between 5.12 and 6.x, and the alert that each becomes. Immutable.
 */
final class NetxCodes {
  private final Map<String, Integer> old = new HashMap<>();
  private final Map<String, Integer> current = new HashMap<>();
  private final Map<String, AlertDescription> alerts = new HashMap<>();

  NetxCodes() {
    for (String[] row : CsvTable.rows("netx-codes.csv", 3)) {
      put(old, row[0], row[1]);
      put(current, row[0], row[2]);
    }
    for (String[] row : CsvTable.rows("netx-alerts.csv", 2)) {
      AlertDescription.of(Integer.parseInt(row[1])).ifPresent(alert -> alerts.put(row[0], alert));
    }
  }

  private static void put(Map<String, Integer> codes, String name, String hex) {
    if (!hex.isEmpty()) {
      codes.put(name, Integer.decode(hex));
    }
  }

  /** The value of a status; where one version's headers lack it, the other's. */
  int code(String vocabulary, String status) {
    boolean is512 = vocabulary.equals("netx-5.12");
    Integer code = (is512 ? old : current).get(status);
    return code != null ? code : (is512 ? current : old).getOrDefault(status, 0);
  }

  /** The name of a value in this version's headers. */
  Optional<String> name(String vocabulary, int code) {
    return (vocabulary.equals("netx-5.12") ? old : current)
        .entrySet().stream().filter(each -> each.getValue() == code).map(Map.Entry::getKey).sorted().findFirst();
  }

  /** What {@code nx_secure_tls_map_error_to_alert} makes of a status. */
  AlertDescription alert(String status) {
    return alerts.getOrDefault(status, AlertDescription.INTERNAL_ERROR);
  }
}
