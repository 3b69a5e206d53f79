package dev.plumbline.cli.command;

import dev.plumbline.diagnose.code.VendorCodes;
import dev.plumbline.diagnose.evidence.AtLog;
import dev.plumbline.diagnose.evidence.CredentialFileLint;
import dev.plumbline.diagnose.evidence.DeviceSettings;
import dev.plumbline.diagnose.evidence.DeviceSettingsReader;
import dev.plumbline.diagnose.evidence.ElementDump;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Evidence that says nothing, whatever the capture shows: whoever gave it would believe that it was looked at. */
final class IdleOptions {
  private IdleOptions() {}

  /** A code that nobody knows, and a version of no code; null stands for what was not given. */
  static Optional<String> code(String code, String version) {
    if (code == null) {
      return Optional.ofNullable(version)
          .map(one -> "--stack-version " + one + " is the version that --code is of: without a code it did nothing.");
    }
    if (VendorCodes.lookup(code, Optional.empty(), Optional.empty()).isEmpty()) {
      return Optional.of("--code " + code + ": nobody here knows this code, so it did nothing; 'plumbline explain'"
          + " says which are near to it.");
    }
    return Optional.ofNullable(version)
        .filter(one -> VendorCodes.lookup(code, Optional.empty(), Optional.of(one)).isEmpty())
        .map(one -> "--stack-version " + one + ": nobody here knows the code " + code + " of that version, so it did"
            + " nothing; without --stack-version every version counts.");
  }

  /** What is wrong in a modem's log by itself; that it is none, if there is no command in it. */
  static List<String> modemLog(Path file, AtLog log) {
    if (file != null && log.equals(AtLog.NONE)) {
      return List.of("--at-log " + file + ": there is no AT command about TLS or MQTT in it, so it did nothing.");
    }
    return log.observations().stream().map(one -> file + ", line " + one.line() + " (" + one.caseId() + "): "
        + one.text() + ". What to do: " + one.suggestion() + ".").toList();
  }

  /** What is wrong in a configuration by itself; that nothing was recognised, if so. */
  static List<String> config(Path file, String text) {
    List<String> wrong = Stream.concat(CredentialFileLint.source(text).stream(), ElementDump.check(text).stream())
        .map(note -> "--config " + file + " " + note + ".").toList();
    return wrong.isEmpty() && DeviceSettingsReader.read(text).equals(DeviceSettings.NONE)
        ? List.of("--config " + file + ": no setting in it is one that is known here, so it did nothing.")
        : wrong;
  }

  /** That a key log has no secret of these connections; {@code opened} counts those that it opens. */
  static Optional<String> keyLog(Path file, long opened) {
    return file == null || opened > 0
        ? Optional.empty()
        : Optional.of("--keylog " + file + " opens none of these connections: it has no secret of theirs, or they never"
            + " came to be encrypted.");
  }
}
