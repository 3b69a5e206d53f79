package dev.plumbline.diagnose.device;

import dev.plumbline.diagnose.profile.Basis;
import dev.plumbline.diagnose.profile.Evidence;
import dev.plumbline.engine.DeviceStatus;
import dev.plumbline.engine.device.Switches;
import dev.plumbline.tls.alert.AlertDescription;
import dev.plumbline.tls.alert.Fault;
import dev.plumbline.tls.alert.TlsAlert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The words of one stack, and one version of it: which status it reports for what, and which alert it then sends. The
 * tables beside this class are the data; a row of a version goes before a row of its family. Immutable.
 */
public final class StatusVocabulary {
  /** The vocabularies that there are; {@code none} has no word for anything. */
  public static final List<String> NAMES =
      List.of(
          "netx-5.12", "netx-6.0", "netx-6.4", "bearssl", "mbedtls-2.28", "mbedtls-3.6", "wolfssl", "openssl",
          "quectel", "none");

  private static final String GOES_ON = "goes-on";
  private static final String FROM_ENGINE = "@engine";
  private static final String ANYTHING = "*";
  private static final String NO_ALERT = "none";
  private static final String SAME_ALERT = "same";

  /** What every crypto operation of NetX reports unless it knows better. */
  private static final String NOT_SUCCESSFUL = "NX_CRYPTO_NOT_SUCCESSFUL";

  private final String name;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final NetxCodes netx = new NetxCodes();

  private record Row(String status, String code, String stage, String alert, Evidence evidence) {}

  private StatusVocabulary(String name) {
    this.name = name;
    String family = name.substring(0, name.indexOf('-') < 0 ? name.length() : name.indexOf('-'));
    List<String[]> table = CsvTable.rows("statuses.csv", 8);
    for (String owner : name.equals(family) ? List.of(name) : List.of(name, family)) {
      for (String[] row : table) {
        if (row[0].equals(owner)) {
          Evidence evidence = new Evidence(Switches.choice(Basis.class, row[6]), row[7]);
          rows.putIfAbsent(row[1], new Row(row[2], row[3], row[4], row[5], evidence));
        }
      }
    }
  }

  /**
   * The vocabulary of that name.
   *
   * @throws IllegalArgumentException naming those that there are, if there is none
   */
  public static StatusVocabulary of(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("there is no status vocabulary '" + name + "'; there are " + NAMES);
    }
    return new StatusVocabulary(name);
  }

  public String name() {
    return name;
  }

  /** Every situation that it has a word for. */
  public List<String> situations() {
    return new ArrayList<>(rows.keySet());
  }

  /** What the stack does in the first of these situations that it has a word for. */
  DeviceVerdict verdict(List<String> situations, Optional<Outcome> outcome) {
    Optional<Row> row =
        Stream.concat(situations.stream(), Stream.of(ANYTHING)).map(rows::get).filter(one -> one != null).findFirst();
    return row.map(found -> verdict(found, outcome)).orElse(DeviceVerdict.of(DeviceVerdict.Kind.UNKNOWN));
  }

  private DeviceVerdict verdict(Row row, Optional<Outcome> outcome) {
    if (row.status.equals(GOES_ON)) {
      return DeviceVerdict.of(DeviceVerdict.Kind.GOES_ON, row.evidence);
    }
    DeviceStatus status = status(row, outcome);
    return new DeviceVerdict(
        DeviceVerdict.Kind.FAILS,
        Optional.of(status),
        Optional.of(DeviceVerdict.written(name, status.code())),
        alert(row, status, outcome),
        Optional.of(row.evidence));
  }

  private DeviceStatus status(Row row, Optional<Outcome> outcome) {
    if (row.status.equals(FROM_ENGINE)) {
      Optional<DeviceStatus> engine = outcome.flatMap(Outcome::engineStatus);
      int code = engine.map(DeviceStatus::code).orElse(netx.code(name, NOT_SUCCESSFUL));
      String stage = engine.map(one -> row.stage + ", " + one.stage()).orElse(row.stage);
      return new DeviceStatus(netx.name(name, code).orElse(engine.map(DeviceStatus::name).orElse("")), code, stage);
    }
    return new DeviceStatus(row.status, code(row, outcome), row.stage);
  }

  private int code(Row row, Optional<Outcome> outcome) {
    if (row.code.isEmpty()) {
      return netx.code(name, row.status);
    }
    int code = Integer.parseInt(row.code);
    // BearSSL adds the alert to the number that says "received".
    return name.equals("bearssl")
        ? code + outcome.flatMap(Outcome::alertReceived).map(AlertDescription::code).orElse(0)
        : code;
  }

  private Optional<AlertDescription> alert(Row row, DeviceStatus status, Optional<Outcome> outcome) {
    return switch (row.alert) {
      case NO_ALERT -> Optional.empty();
      case SAME_ALERT -> outcome.flatMap(Outcome::failure).flatMap(TlsAlert::fault).flatMap(Fault::alert);
      case "" -> Optional.of(netx.alert(status.name()));
      default -> AlertDescription.of(Integer.parseInt(row.alert));
    };
  }
}
