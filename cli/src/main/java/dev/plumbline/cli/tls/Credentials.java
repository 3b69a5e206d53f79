package dev.plumbline.cli.tls;

import dev.plumbline.cli.outcome.CommandFailure;
import dev.plumbline.cli.outcome.InputFiles;
import dev.plumbline.cli.output.Console;
import dev.plumbline.diagnose.device.DeviceStatuses;
import dev.plumbline.diagnose.device.DeviceVerdict;
import dev.plumbline.diagnose.profile.DeviceProfile;
import dev.plumbline.diagnose.profile.KeyFormat;
import dev.plumbline.engine.CryptoEngine;
import dev.plumbline.engine.DeviceKey;
import dev.plumbline.engine.EngineException;
import dev.plumbline.engine.PrivateKeyMaterial;
import dev.plumbline.engine.key.KeyFileException;
import dev.plumbline.engine.key.PrivateKeys;
import dev.plumbline.tls.ClientCredentials;
import dev.plumbline.tls.wire.Bytes;
import dev.plumbline.tls.x509.ParsedCertificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads --cert and --key, and puts the key into the engine. */
final class Credentials {
  private static final String PASSWORD_VARIABLE = "PLUMBLINE_KEYPASS";
  private static final int LIMIT = 1 << 20;

  private Credentials() {}

  /** Empty if neither option is given. The key is the caller's to close. */
  static Optional<ClientCredentials> load(
      TlsOptions options, CryptoEngine engine, Optional<DeviceProfile> device, Console console) throws CommandFailure {
    if (options.certificate == null && options.key == null) {
      return Optional.empty();
    }
    if (options.key == null) {
      throw CommandFailure.usage("--cert needs its private key as well; give it with --key");
    }
    if (options.certificate == null) {
      throw CommandFailure.usage("--key needs its certificate as well; give it with --cert");
    }
    List<Bytes> chain =
        Trust.certificates(options.certificate, "--cert").stream().map(ParsedCertificate::der).toList();
    if (device.isPresent() && refused(device.get(), options, console)) {
      return Optional.empty();
    }
    DeviceKey key = importKey(options, engine, console);
    try {
      return Optional.of(new ClientCredentials(chain, key));
    } catch (IllegalArgumentException e) {
      key.close();
      throw CommandFailure.usage("the key in " + options.key + " does not belong to the first certificate in "
          + options.certificate + "; give the two that were made together", e);
    }
  }

  /** A device that can't take the key's form goes on without it, and answers a request with an empty Certificate. */
  private static boolean refused(DeviceProfile device, TlsOptions options, Console console) throws CommandFailure {
    Optional<KeyFormat> format = KeyFormat.of(InputFiles.read(options.key, "--key", LIMIT));
    Optional<DeviceVerdict> verdict = format.flatMap(new DeviceStatuses(device)::keyRefused);
    verdict.ifPresent(no -> console.err().println("plumbline: " + device.spec() + " does not take a key as "
        + format.get().word() + ": " + no.sentence() + "; it goes on without a certificate."));
    return verdict.isPresent();
  }

  private static DeviceKey importKey(TlsOptions options, CryptoEngine engine, Console console) throws CommandFailure {
    byte[] file = InputFiles.read(options.key, "--key", LIMIT);
    char[] password = password(options, console);
    try (PrivateKeyMaterial material = PrivateKeys.read(file, password)) {
      return engine.importKey(material);
    } catch (KeyFileException e) {
      String hint = e.kind() == KeyFileException.Kind.PASSWORD_NEEDED ? " (--keypass-file)" : "";
      throw CommandFailure.usage("--key " + options.key + ": " + e.getMessage() + hint, e);
    } catch (EngineException e) {
      throw CommandFailure.usage("the " + engine.profile().name() + " engine can't use the key in " + options.key + ": "
          + e.getMessage(), e);
    } finally {
      Arrays.fill(file, (byte) 0);
      if (password != null) {
        Arrays.fill(password, '\0');
      }
    }
  }

  /** Null if there is none. */
  private static char[] password(TlsOptions options, Console console) throws CommandFailure {
    if (options.keyPasswordFile != null) {
      return InputFiles.firstLine(options.keyPasswordFile, "--keypass-file").toCharArray();
    }
    return Optional.ofNullable(options.keyPassword)
        .or(() -> console.environment(PASSWORD_VARIABLE))
        .map(String::toCharArray)
        .orElse(null);
  }
}
